using System.Buffers;

namespace Verification.Providers.Http;

/// <summary>The parts of an error body that may stand in a message: tokens of the provider's own vocabulary, never its free text.</summary>
internal sealed record ProviderError
{
    private const int MaxLength = 64;
    private static readonly SearchValues<char> Token =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    private readonly string? _code;
    private readonly string? _traceId;

    public string? Code { get => _code; init => _code = OnlyToken(value); }

    public string? TraceId { get => _traceId; init => _traceId = OnlyToken(value); }

    /// <summary>The provider's own number for what is wrong with what was sent, as one of our codes; it counts whatever the HTTP status.</summary>
    public string? Refusal { get; init; }

    /// <summary>The provider says that the token, and not the request, is at fault, whatever the HTTP status.</summary>
    public bool InvalidToken { get; init; }

    public override string ToString() =>
        (Code is null ? "" : $", code {Code}") + (TraceId is null ? "" : $", trace {TraceId}");

    private static string? OnlyToken(string? text) =>
        text is { Length: > 0 and <= MaxLength } && text.AsSpan().IndexOfAnyExcept(Token) < 0 ? text : null;
}
