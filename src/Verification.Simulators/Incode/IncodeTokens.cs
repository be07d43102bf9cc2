using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Verification.Simulators.Calls;

namespace Verification.Simulators.Incode;

/// <summary>API key, version, and the two kinds of tokens that share one header.</summary>
internal sealed class IncodeTokens(IOptions<IncodeOptions> options, TimeProvider time)
{
    private const string Header = "X-Incode-Hardware-Id";

    private readonly ConcurrentDictionary<string, Entry> _tokens = new(StringComparer.Ordinal);

    public string Issue(string interviewId) => Issue(interviewId, options.Value.SessionTokenLifetime);

    public string IssueExecutive() => Issue(null, options.Value.ExecutiveTokenLifetime);

    /// <summary>The session that the call's token belongs to, also when it has run out.</summary>
    public string? InterviewOf(CallContext call) => Find(call)?.InterviewId;

    /// <summary>The version always; the key unless the base address is the one of apps.</summary>
    /// <exception cref="IncodeProblem">Something is missing or wrong.</exception>
    public void CheckCaller(CallContext call)
    {
        var headers = call.Http.Request.Headers;
        if (headers["api-version"] is not ["1.0"])
        {
            throw IncodeProblem.BadRequest("Header api-version must be 1.0.");
        }

        var forApps = call.Http.Request.Path.StartsWithSegments($"{IncodeOptions.Prefix}/0", StringComparison.Ordinal);
        if (!forApps && !(headers["x-api-key"] is [{ } key] && Same(key, options.Value.ApiKey)))
        {
            throw IncodeProblem.Of(403, "API key is missing or invalid.");
        }
    }

    /// <summary>Whose token it is: a session's id, or null for an executive.</summary>
    public string? CheckToken(CallContext call) => Find(call) is { } entry && entry.ExpiresAt > time.GetUtcNow()
        ? entry.InterviewId
        : throw IncodeProblem.Of(401, "Token is missing or invalid.");

    public void CheckExecutive(CallContext call)
    {
        if (CheckToken(call) is not null)
        {
            throw IncodeProblem.Of(403, "An executive's token is required.");
        }
    }

    public bool IsExecutive(LogInRequest request) =>
        Same(request.Email ?? "", options.Value.ExecutiveEmail) & Same(request.Password ?? "", options.Value.ExecutivePassword);

    public void Expire(CallContext call)
    {
        if (call.Http.Request.Headers[Header] is [{ } token] && _tokens.TryGetValue(token, out var entry))
        {
            _tokens[token] = entry with { ExpiresAt = time.GetUtcNow() };
        }
    }

    public void Reset() => _tokens.Clear();

    private Entry? Find(CallContext call) =>
        call.Http.Request.Headers[Header] is [{ } token] ? _tokens.GetValueOrDefault(token) : null;

    private string Issue(string? interviewId, TimeSpan lifetime)
    {
        var token = $"eyJhbGciOiJIUzI1NiJ9.{RandomIds.Token()}.{RandomIds.Token()}";
        _tokens[token] = new Entry(interviewId, time.GetUtcNow() + lifetime);
        return token;
    }

    private static bool Same(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private sealed record Entry(string? InterviewId, DateTimeOffset ExpiresAt);
}
