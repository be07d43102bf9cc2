namespace Verification.Providers.Authentication;

/// <summary>What a client shows to get a token (OAuth 2.0 client credentials, RFC 6749 section 4.4, with HTTP Basic).</summary>
internal sealed record ClientCredentials(Uri TokenUrl, string ClientId, string ClientSecret, string Scope);
