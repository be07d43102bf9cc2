using Microsoft.Extensions.Options;
using Verification.Simulators.Faults;
using Verification.Simulators.Ledger;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Calls;

/// <summary>The way of every call: read, find its script, count it, let its fault happen, answer.</summary>
internal sealed class CallPipeline(SimulatorLedger ledger, TimeProvider time, IOptions<SimulatorOptions> options)
{
    public async Task RunAsync(ISimulator simulator, Call call, Func<CallContext, Task<IResult>> handler, HttpContext http)
    {
        var body = await RequestBody.ReadAsync(http, options.Value.MaxRequestBytes);
        var context = new CallContext(http, call, body ?? default);
        if (body is null)
        {
            await simulator.Error(context, StatusCodes.Status413PayloadTooLarge, "The request body is too large.").ExecuteAsync(http);
            return;
        }

        try
        {
            context.Run = simulator.FindRun(context);
        }
        catch (UnknownScenarioException unknown)
        {
            await simulator.Error(context, StatusCodes.Status400BadRequest, unknown.Message).ExecuteAsync(http);
            return;
        }

        ledger.Called(simulator.Name, context.Run.SessionId, call);
        var fault = context.Run.NextFault(call);
        if (fault is not null)
        {
            ledger.Disturbed(simulator.Name, context.Run.SessionId, context.Run.Scope, call);
        }

        await FaultInjector.RunAsync(fault, simulator, context, time, () => AnswerAsync(context, handler));
    }

    private static async Task<Answer> AnswerAsync(CallContext context, Func<CallContext, Task<IResult>> handler)
    {
        IResult result;
        try
        {
            result = await handler(context);
        }
        catch (SimulatorException refused)
        {
            result = refused.ToResult(context);
        }

        var answer = await Answer.CaptureAsync(context.Http, result);
        return context.Run.Scenario.UnknownFields ? answer.WithUnknownFields() : answer;
    }
}
