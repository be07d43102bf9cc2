namespace Verification.Local.Hosting;

/// <summary>What a host that runs until it is stopped says when it is ready: one line for each thing that its user needs.</summary>
internal static class Announcement
{
    /// <param name="lines">Those without text are left out.</param>
    public static string Of(params (string Label, string? Text)[] lines)
    {
        var shown = lines.Where(line => line.Text is not null).Select(line => $"{line.Label,-10}  {line.Text}");
        return string.Join(Environment.NewLine, [.. shown, "Press Ctrl+C to stop."]);
    }

    /// <summary>An address as one types it.</summary>
    public static string Show(Uri url) => url.AbsoluteUri.TrimEnd('/');
}
