using System.Text.Json;
using Verification.Core.Workflows;
using Verification.Engine.History;

namespace Verification.Engine.Workflows;

/// <summary>An activity that the code waits for.</summary>
internal abstract class PendingActivity(string name, byte[] input)
{
    public string Name { get; } = name;

    /// <summary>JSON.</summary>
    public byte[] Input { get; } = input;

    /// <exception cref="HistoryMismatchException">The output is not what the code takes.</exception>
    public abstract void Complete(JsonElement output);

    public abstract void Fail(string code);
}

/// <inheritdoc/>
internal sealed class PendingActivity<TOutput>(string name, byte[] input) : PendingActivity(name, input)
{
    private readonly TaskCompletionSource<TOutput> _completion = new();

    public Task<TOutput> Task => _completion.Task;

    public override void Complete(JsonElement output)
    {
        TOutput? value;
        try
        {
            value = output.Deserialize<TOutput>(WorkflowJson.Options);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or FormatException)
        {
            throw new HistoryMismatchException($"the code cannot read what activity {Name} returned", exception);
        }

        _completion.SetResult(value ?? throw new HistoryMismatchException($"activity {Name} returned null"));
    }

    public override void Fail(string code) =>
        _completion.SetException(new ActivityFailedException(Name, $"Activity {Name} could not be run ({code})."));
}
