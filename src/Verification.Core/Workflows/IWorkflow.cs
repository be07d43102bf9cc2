namespace Verification.Core.Workflows;

/// <summary>
/// A durable workflow. It has no input: everything it is about follows from <see cref="WorkflowContext.InstanceId"/>.
/// One object serves all instances, so it holds no state.
/// </summary>
public interface IWorkflow
{
    string Name { get; }

    Task RunAsync(WorkflowContext context);
}
