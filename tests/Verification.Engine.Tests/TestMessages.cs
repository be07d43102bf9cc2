using System.Text.Json;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Engine.Tests;

internal sealed record Number(int Value) : IWorkflowMessage;

internal static class Numbers
{
    public static async Task<int> CallAsync(this WorkflowContext context, string activity, int input = 0) =>
        (await context.CallActivityAsync(new ActivityRef<Number, Number>(activity), new Number(input))).Value;

    public static Signal Signal(int number, SignalKind kind = SignalKind.ProviderEvent) => new(new Code($"s{number}"), kind);

    public static int NumberOf(Signal signal) => int.Parse(signal.Id.ToString()[1..], System.Globalization.CultureInfo.InvariantCulture);
}

internal sealed class LambdaWorkflow(string name, Func<WorkflowContext, Task> code) : IWorkflow
{
    public string Name => name;

    public Task RunAsync(WorkflowContext context) => code(context);
}

internal sealed class LambdaActivity(string name, Func<int, CancellationToken, Task<int>> code) : IActivity
{
    public string Name => name;

    public async Task<byte[]> InvokeAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var number = JsonSerializer.Deserialize<Number>(input.Span, WorkflowJson.Options)!;
        return JsonSerializer.SerializeToUtf8Bytes(new Number(await code(number.Value, cancellationToken)), WorkflowJson.Options);
    }
}
