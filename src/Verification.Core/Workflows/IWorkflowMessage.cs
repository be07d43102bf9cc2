namespace Verification.Core.Workflows;

/// <summary>
/// Marks what may enter workflow history: inputs and outputs of activities, signals, status. Members are ids, codes, enums, numbers,
/// booleans and times, or lists of these and of other messages; free text cannot be carried. A test keeps it so.
/// </summary>
#pragma warning disable CA1040 // The marker is what the test and the generic constraints hold on to.
public interface IWorkflowMessage;
#pragma warning restore CA1040
