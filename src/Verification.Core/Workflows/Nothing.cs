namespace Verification.Core.Workflows;

/// <summary>The output of an activity that is done for its effect.</summary>
public sealed record Nothing : IWorkflowMessage
{
    public static Nothing Value { get; } = new();
}
