using System.Globalization;

namespace Verification.Api.Pipeline;

internal static class RetryAfter
{
    /// <summary>Whole seconds, at least one: rounded up, so that who obeys does not come too early.</summary>
    public static string Seconds(TimeSpan wait) =>
        Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
