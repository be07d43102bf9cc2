using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Verification.Simulators.Calls;

namespace Verification.Simulators.Assure;

/// <summary>
/// The token endpoints of both platforms (OAuth 2.0 client credentials, RFC 6749 section 4.4) and the check of their tokens.
/// </summary>
internal sealed class AssureTokens(IOptions<AssureOptions> options, TimeProvider time)
{
    private static readonly string[] NewScopes = ["signicat-api"];
    private static readonly string[] EnterpriseScopes = ["client.assure.api", "client.capture.api"];
    private readonly ConcurrentDictionary<string, DateTimeOffset> _expiry = new(StringComparer.Ordinal);

    public IResult IssueNew(CallContext call) => Issue(call, NewScopes);

    public IResult IssueEnterprise(CallContext call) => Issue(call, EnterpriseScopes);

    /// <exception cref="AssureProblem">There is no valid token.</exception>
    public void Check(CallContext call)
    {
        if (call.Http.Request.Headers.Authorization.Count == 0)
        {
            throw AssureProblem.Gateway(options.Value.BadTokenStatus, "invalid_token", "An access token is required.");
        }

        if (TokenOf(call) is not { } token)
        {
            throw AssureProblem.Client(
                options.Value.MalformedAuthorizationStatus, "The Authorization header is malformed. Expected a valid Bearer token.");
        }

        if (!_expiry.TryGetValue(token, out var expiry) || expiry <= time.GetUtcNow())
        {
            throw AssureProblem.Gateway(
                options.Value.BadTokenStatus, "invalid_token", "The token is expired or wrong, or the client lacks a permission.");
        }
    }

    public void Expire(CallContext call)
    {
        if (TokenOf(call) is { } token)
        {
            _expiry.TryRemove(token, out _);
        }
    }

    public void Reset() => _expiry.Clear();

    private static string? TokenOf(CallContext call) =>
        call.Http.Request.Headers.Authorization is [{ } header] && header.StartsWith("Bearer ", StringComparison.Ordinal)
            && header.IndexOf(' ', 7) < 0 && header.Length > 7
            ? header[7..]
            : null;

    private static IResult OAuthError(int status, string error, string description) =>
        Results.Json(new { error, error_description = description }, statusCode: status);

    private static bool Same(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private IResult Issue(CallContext call, string[] allowedScopes)
    {
        if (!call.Http.Request.HasFormContentType)
        {
            return OAuthError(400, "invalid_request", "The request must be a form.");
        }

        var form = AssureForm.Read(call.Body.Span);
        if (!IsClient(call, form))
        {
            return OAuthError(options.Value.BadClientStatus, "invalid_client", "The client is unknown or its secret is wrong.");
        }

        if (form.GetValueOrDefault("grant_type") != "client_credentials")
        {
            return OAuthError(400, "unsupported_grant_type", "The grant type must be client_credentials.");
        }

        var scopes = form.GetValueOrDefault("scope", "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (scopes.Length == 0 || scopes.Except(allowedScopes).Any())
        {
            return OAuthError(400, "invalid_scope", $"The scope must be {string.Join(" and ", allowedScopes)}.");
        }

        var token = RandomIds.Token();
        _expiry[token] = time.GetUtcNow() + options.Value.TokenLifetime;
        return Results.Json(new
        {
            access_token = token,
            expires_in = (int)options.Value.TokenLifetime.TotalSeconds,
            token_type = "Bearer",
            scope = string.Join(' ', scopes),
        });
    }

    private bool IsClient(CallContext call, Dictionary<string, string> form)
    {
        var (id, secret) = AssureForm.ReadBasic(call.Http.Request.Headers.Authorization)
            ?? (form.GetValueOrDefault("client_id", ""), form.GetValueOrDefault("client_secret", ""));
        return Same(id, options.Value.ClientId) & Same(secret, options.Value.ClientSecret);
    }
}
