namespace Verification.Providers.Http;

/// <summary>An id that a provider gave. It becomes a part of addresses, so anything but a plain word is not taken.</summary>
internal static class ProviderId
{
    private const int MaxLength = 64;

    public static string? Read(string? text) =>
        text is { Length: > 0 and <= MaxLength } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? text : null;
}
