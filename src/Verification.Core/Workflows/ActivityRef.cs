namespace Verification.Core.Workflows;

/// <summary>The name of an activity together with the types of its messages.</summary>
public sealed record ActivityRef<TInput, TOutput>(string Name)
    where TInput : IWorkflowMessage
    where TOutput : IWorkflowMessage;
