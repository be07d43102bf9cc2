namespace Verification.Architecture.Tests;

internal static class Offences
{
    /// <summary>Fails with all of them in full, one a line; xunit would cut them short.</summary>
    public static void ShouldBeNone(this IEnumerable<string> offences)
    {
        var lines = offences.Order(StringComparer.Ordinal).ToArray();
        Assert.True(lines.Length == 0, string.Join('\n', lines));
    }
}
