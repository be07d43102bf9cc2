using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
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

    /// <exception cref="ProblemException">It is not one JSON value in UTF-8, holds text that is none, repeats a member or nests too deeply.</exception>
    public static async Task<JsonBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await FindAsync(request, cancellationToken) ?? throw new ProblemException(ProblemTypes.BodyMalformed, "The body is empty.");

    /// <summary>Whether there is a body shows when it is read: HTTP/2 announces neither length nor encoding, and HTTP/1.1 may announce an empty one.</summary>
    /// <returns>Null when there is none.</returns>
    /// <inheritdoc cref="ReadAsync"/>
    public static async Task<JsonBody?> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = await BodyBuffer.ReadAsync(request.Body, cancellationToken);
        if (buffer.Bytes.IsEmpty)
        {
            buffer.Dispose();
            return null;
        }

        try
        {
            EnsureText(buffer.Bytes.Span);
            return new JsonBody(buffer, JsonDocument.Parse(buffer.Bytes, Strict));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
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

    /// <summary>
    /// A document finds out only when somebody asks for a text that it is none: bytes that are not UTF-8, or half of a surrogate pair,
    /// which only an escape can write. Whoever asks then need not reckon with that.
    /// </summary>
    /// <exception cref="InvalidOperationException">A text is none.</exception>
    private static void EnsureText(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            throw new InvalidOperationException();
        }

        if (body.IndexOf("\\ud"u8) < 0 && body.IndexOf("\\uD"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.ValueIsEscaped)
            {
                _ = reader.GetString();
            }
        }
    }

    /// <summary>Where it went wrong and not what stood there, which may be personal.</summary>
    private static string Describe(Exception exception) => exception is JsonException json
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"The body is not valid JSON of at most {Strict.MaxDepth} levels without repeated members: see line {json.LineNumber + 1}, byte {json.BytePositionInLine}.")
        : "The body holds text that is not Unicode: bytes that are not UTF-8, or half of a surrogate pair.";
}
