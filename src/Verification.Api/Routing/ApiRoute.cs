using Verification.Api.Clients;

namespace Verification.Api.Routing;

/// <summary>One row of the API.</summary>
/// <param name="Name">Also the name of its function on Azure.</param>
/// <param name="Pattern">Without a leading slash, as both hosts take it.</param>
/// <param name="Scope">What the key must allow; <see cref="Scopes.None"/> where no key is needed.</param>
/// <param name="BodyLimit">In bytes; 0 where no body is taken.</param>
/// <param name="Accepts">Media types of the request's body.</param>
/// <param name="Produces">Media types of the answer.</param>
/// <param name="Handler">An <see cref="IApiHandler"/>.</param>
public sealed record ApiRoute(
    string Name,
    string Method,
    string Pattern,
    Scopes Scope,
    long BodyLimit,
    IReadOnlyList<string> Accepts,
    IReadOnlyList<string> Produces,
    Type Handler)
{
    /// <summary>HEAD goes where GET goes, and its answer stops after the headers (RFC 9110, 9.1 and 9.3.2): load balancers probe by it.</summary>
    public IReadOnlyList<string> Methods => Method == "GET" ? ["GET", "HEAD"] : [Method];
}
