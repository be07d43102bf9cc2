namespace Verification.Core.Workflows;

/// <summary>A step with effects, run at least once per call. Engines see activities in this form.</summary>
public interface IActivity
{
    string Name { get; }

    /// <summary>Runs with JSON in and JSON out, in the form of <see cref="WorkflowJson"/>.</summary>
    /// <exception cref="System.Text.Json.JsonException">The input is not what the activity takes.</exception>
    Task<byte[]> InvokeAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken);
}
