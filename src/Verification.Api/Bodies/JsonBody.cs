using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Verification.Api.Problems;

namespace Verification.Api.Bodies;

/// <summary>A JSON body, parsed over its pooled bytes. Strings in it are only made where somebody asks for one.</summary>
internal sealed class JsonBody : IDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private readonly BodyBuffer _buffer;
    private readonly JsonDocument _document;

    private JsonBody(BodyBuffer buffer, JsonDocument document) => (_buffer, _document) = (buffer, document);

    public JsonElement Root => _document.RootElement;

    public ReadOnlyMemory<byte> Bytes => _buffer.Bytes;

    /// <exception cref="ProblemException">It is not one JSON value in UTF-8, repeats a member or nests too deeply.</exception>
    public static async Task<JsonBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = await BodyBuffer.ReadAsync(request.Body, cancellationToken);
        try
        {
            return new JsonBody(buffer, JsonDocument.Parse(buffer.Bytes, Strict));
        }
        catch (JsonException exception)
        {
            buffer.Dispose();
            throw new ProblemException(ProblemTypes.BodyMalformed, Describe(exception));
        }
    }

    public void Dispose()
    {
        _document.Dispose();
        _buffer.Dispose();
    }

    /// <summary>Where it went wrong and not what stood there, which may be personal.</summary>
    private static string Describe(JsonException exception) => string.Create(
        CultureInfo.InvariantCulture,
        $"The body is not valid JSON of at most {Strict.MaxDepth} levels without repeated members: see line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}.");
}
