using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Verification.Api.Problems;

namespace Verification.Api.Bodies;

/// <summary>A JSON body, parsed over its pooled bytes. Strings in it are only made where somebody asks for one.</summary>
internal sealed class JsonBody : IDisposable
{
    private const int MaxDepth = 8;

    /// <summary>No body that is meant has nearly as many; a document of millions costs many times the memory of its bytes.</summary>
    private const int MaxTokens = 10_000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    private readonly BodyBuffer _buffer;
    private readonly JsonDocument _document;

    private JsonBody(BodyBuffer buffer, JsonDocument document) => (_buffer, _document) = (buffer, document);

    public JsonElement Root => _document.RootElement;

    public ReadOnlyMemory<byte> Bytes => _buffer.Bytes;

    /// <exception cref="ProblemException">It is not one JSON value in UTF-8, holds text that is none, repeats a member, nests too deeply or has too many values.</exception>
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
            Check(buffer.Bytes.Span);
            return new JsonBody(buffer, JsonDocument.Parse(buffer.Bytes, Strict));
        }
        catch (JsonException exception)
        {
            buffer.Dispose();
            throw Malformed(Describe(exception));
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _document.Dispose();
        _buffer.Dispose();
    }

    /// <summary>
    /// What a document does not look at, or only once somebody asks for a text: that there are not too many tokens, and that every text
    /// is one and not bytes that are not UTF-8 or half of a surrogate pair, which only an escape can write.
    /// </summary>
    private static void Check(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("\uFEFF"u8))
        {
            throw Malformed("The body begins with a byte order mark; send JSON without one (RFC 8259, 8.1).");
        }

        if (!Utf8.IsValid(body))
        {
            throw NotText();
        }

        var surrogates = body.IndexOf("\\ud"u8) >= 0 || body.IndexOf("\\uD"u8) >= 0;
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        for (var tokens = 0; reader.Read(); tokens++)
        {
            if (tokens == MaxTokens)
            {
                throw Malformed("The body has too many values.");
            }

            if (surrogates && reader.ValueIsEscaped && !IsText(ref reader))
            {
                throw NotText();
            }
        }
    }

    private static bool IsText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Where it went wrong and not what stood there, which may be personal.</summary>
    private static string Describe(JsonException exception) => exception.LineNumber is null
        ? "The body repeats a member of an object."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The body is not valid JSON of at most {MaxDepth} levels: see line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}.");

    private static ProblemException NotText() =>
        Malformed("The body holds text that is not Unicode: bytes that are not UTF-8, or half of a surrogate pair.");

    private static ProblemException Malformed(string detail) => new(ProblemTypes.BodyMalformed, detail);
}
