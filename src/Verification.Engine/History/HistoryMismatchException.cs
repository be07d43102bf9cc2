namespace Verification.Engine.History;

/// <summary>History and code disagree. The message names the step and carries no data.</summary>
internal sealed class HistoryMismatchException(string message, Exception? innerException = null) : Exception(message, innerException);
