using System.Globalization;
using Verification.Simulators.Calls;

namespace Verification.Simulators.Faults;

/// <summary>Lets a fault happen to a call.</summary>
internal static class FaultInjector
{
    public static async Task RunAsync(
        Fault? fault, ISimulator simulator, CallContext call, TimeProvider time, Func<Task<Answer>> answer)
    {
        var http = call.Http;
        switch (fault)
        {
            case { Kind: FaultKind.Status }:
                await RefuseAsync(fault, simulator, call);
                return;
            case { Kind: FaultKind.Reset, Applied: false }:
                http.Abort();
                return;
            case { Kind: FaultKind.Reset }:
                await answer();
                http.Abort();
                return;
            case { Kind: FaultKind.Slow, Delay: { } delay }:
                await Task.Delay(delay, time, http.RequestAborted);
                break;
            case { Kind: FaultKind.Truncate }:
                await TruncateAsync(http, await answer());
                return;
            case { Kind: FaultKind.Oversize, Bytes: { } bytes }:
                await OversizeAsync(http, await answer(), bytes);
                return;
            case { Kind: FaultKind.ExpireToken }:
                simulator.ExpireToken(call);
                break;
        }

        await (await answer()).WriteAsync(http);
    }

    private static async Task RefuseAsync(Fault fault, ISimulator simulator, CallContext call)
    {
        var status = fault.Status!.Value;
        if (fault.RetryAfter is { } wait)
        {
            call.Http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        var result = fault.Html
            ? Results.Content($"<html><body><h1>{status}</h1><hr>proxy</body></html>", "text/html", statusCode: status)
            : simulator.Error(call, status, "The simulator was told to fail here.");
        await result.ExecuteAsync(call.Http);
    }

    private static async Task TruncateAsync(HttpContext http, Answer answer)
    {
        if (answer.Body.Length > 1)
        {
            http.Response.ContentLength = answer.Body.Length;
            await http.Response.Body.WriteAsync(answer.Body.AsMemory(0, answer.Body.Length / 2));
            await http.Response.Body.FlushAsync();
        }

        http.Abort();
    }

    /// <summary>White space behind the answer: still valid JSON, so that only a limit on size can refuse it.</summary>
    private static async Task OversizeAsync(HttpContext http, Answer answer, int bytes)
    {
        if (http.Response.StatusCode == StatusCodes.Status204NoContent)
        {
            http.Response.StatusCode = StatusCodes.Status200OK;
        }

        var padding = new byte[64 * 1024];
        padding.AsSpan().Fill((byte)' ');
        await http.Response.Body.WriteAsync(answer.Body);
        for (var left = bytes; left > 0; left -= padding.Length)
        {
            await http.Response.Body.WriteAsync(padding.AsMemory(0, Math.Min(left, padding.Length)), http.RequestAborted);
        }
    }
}
