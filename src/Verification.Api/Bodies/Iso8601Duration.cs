using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Verification.Api.Bodies;

/// <summary>Durations of ISO 8601 that mean the same on every day: <c>P30D</c>, <c>PT24H</c>, <c>P4W</c>; no years, no months, not
/// negative.</summary>
internal static partial class Iso8601Duration
{
    private const int DaysOfWeek = 7;

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (Weeks().Match(text) is { Success: true } weeks)
        {
            duration = TimeSpan.FromDays(DaysOfWeek * int.Parse(weeks.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
            return true;
        }

        return DaysAndTime().IsMatch(text) && TryConvert(text, out duration);
    }

    public static string Format(TimeSpan duration) => XmlConvert.ToString(duration);

    private static bool TryConvert(string text, out TimeSpan duration)
    {
        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            duration = default;
            return false;
        }
    }

    [GeneratedRegex(@"^P([0-9]{1,4})W\z", RegexOptions.CultureInvariant)]
    private static partial Regex Weeks();

    [StringSyntax(StringSyntaxAttribute.Regex)]
    private const string DaysAndTimePattern = @"^P(?=.)([0-9]{1,6}D)?(T(?=.)([0-9]{1,8}H)?([0-9]{1,8}M)?([0-9]{1,9}(\.[0-9]{1,7})?S)?)?\z";

    [GeneratedRegex(DaysAndTimePattern, RegexOptions.CultureInvariant)]
    private static partial Regex DaysAndTime();
}
