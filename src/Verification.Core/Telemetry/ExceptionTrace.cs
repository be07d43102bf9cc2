using System.Text;

namespace Verification.Core.Telemetry;

/// <summary>
/// What may be logged of an exception that nobody expected: its types and where they were thrown. Its message may carry anything: .NET's own
/// name the text that they could not read, which may be a person's.
/// </summary>
public static class ExceptionTrace
{
    public static string Of(Exception exception)
    {
        var text = new StringBuilder();
        for (var current = exception; current is not null; current = current.InnerException)
        {
            text.AppendLine(current.GetType().FullName).AppendLine(current.StackTrace);
        }

        return text.ToString().TrimEnd();
    }
}
