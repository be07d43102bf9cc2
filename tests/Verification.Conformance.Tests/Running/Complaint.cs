namespace Verification.Conformance.Tests.Running;

/// <param name="IsFinal">Waiting does not mend it.</param>
internal sealed record Complaint(string Text, bool IsFinal)
{
    public static Complaint Final(string text) => new(text, true);

    public static Complaint ForNow(string text) => new(text, false);
}
