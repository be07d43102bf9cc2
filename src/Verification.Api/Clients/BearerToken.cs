using Microsoft.AspNetCore.Http;

namespace Verification.Api.Clients;

internal static class BearerToken
{
    private const string Scheme = "Bearer ";
    private const int MaxLength = 256;

    /// <summary>The token of the one <c>Authorization</c> header (RFC 6750); null when there is none, several or another scheme.</summary>
    public static string? Read(HttpRequest request) =>
        request.Headers.Authorization is [{ Length: <= MaxLength } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : null;
}
