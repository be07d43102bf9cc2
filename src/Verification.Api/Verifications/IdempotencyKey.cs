using Microsoft.AspNetCore.Http;
using Verification.Api.Problems;

namespace Verification.Api.Verifications;

/// <summary>
/// The <c>Idempotency-Key</c> header (draft-ietf-httpapi-idempotency-key-header-07): a quoted string, also taken without its quotes.
/// </summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 255;

    /// <exception cref="ProblemException">The header is repeated, empty, too long or holds what is not printable ASCII.</exception>
    public static string? Read(HttpRequest request)
    {
        var values = request.Headers[Header];
        if (values.Count == 0)
        {
            return null;
        }

        var key = values is [{ } value] ? Unquote(value) : "";
        return key.Length is > 0 and <= MaxLength && key.All(character => character is >= ' ' and <= '~' and not '"' and not '\\')
            ? key
            : throw new ProblemException(
                ProblemTypes.HeaderInvalid, $"{Header} is one string of 1 to {MaxLength} printable ASCII characters without quotes and backslashes.");
    }

    private static string Unquote(string value) => value is ['"', .. var inner, '"'] ? inner : value;
}
