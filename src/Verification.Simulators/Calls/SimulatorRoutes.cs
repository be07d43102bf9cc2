namespace Verification.Simulators.Calls;

/// <summary>The routes of one simulated provider.</summary>
internal sealed class SimulatorRoutes(IEndpointRouteBuilder endpoints, ISimulator simulator, CallPipeline pipeline)
{
    private readonly HashSet<string> _patterns = [];
    private readonly Dictionary<string, Call> _calls = [];

    public IReadOnlyCollection<Call> Calls => _calls.Values;

    /// <param name="name">The call's name without the provider's.</param>
    public void Map(string method, string pattern, CallKind kind, string name, Func<CallContext, IResult> handler) =>
        Map(method, pattern, kind, name, context => Task.FromResult(handler(context)));

    public void Map(string method, string pattern, CallKind kind, string name, Func<CallContext, Task<IResult>> handler)
    {
        var call = new Call($"{simulator.Name}.{name}", kind);
        _calls[call.Name] = call;
        _patterns.Add(pattern);
        endpoints.MapMethods(pattern, [method], http => pipeline.RunAsync(simulator, call, handler, http));
    }

    /// <summary>Answers everything else as the provider's gateway does: 405 for another verb, 404 for another path.</summary>
    public void Close()
    {
        foreach (var pattern in _patterns)
        {
            endpoints.Map(pattern, http => RefuseAsync(http, StatusCodes.Status405MethodNotAllowed, "This method is not allowed here."));
        }

        endpoints.Map("/{**rest}", http => RefuseAsync(http, StatusCodes.Status404NotFound, "There is nothing at this path."));
    }

    private Task RefuseAsync(HttpContext http, int status, string detail) =>
        simulator.Error(new CallContext(http, new Call($"{simulator.Name}.unknown", CallKind.Find), default), status, detail)
            .ExecuteAsync(http);
}
