namespace Verification.Conformance.Tests.Running;

/// <summary>A case did not go as it should; the message says how.</summary>
internal sealed class CaseFailedException(string message) : Exception(message);
