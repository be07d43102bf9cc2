using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Calls;

/// <summary>One call as it came in, its body already read.</summary>
internal sealed class CallContext(HttpContext http, Call call, ReadOnlyMemory<byte> body)
{
    public HttpContext Http { get; } = http;

    public Call Call { get; } = call;

    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>The script that this call follows.</summary>
    public ScenarioRun Run { get; set; } = null!;

    /// <summary>A value from the path.</summary>
    public string this[string routeValue] => (string)Http.Request.RouteValues[routeValue]!;
}
