namespace Verification.Core.Workflows;

/// <summary>An activity could not be run at all. Domain failures do not come this way: they are values.</summary>
public sealed class ActivityFailedException(string activity, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public string Activity { get; } = activity;
}
