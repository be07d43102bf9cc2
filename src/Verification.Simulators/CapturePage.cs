namespace Verification.Simulators;

/// <summary>What stands in for a provider's own page: a button for a person who has shown everything, one for a person who gives up.</summary>
internal static class CapturePage
{
    private static readonly string Template = Read();

    /// <param name="send">
    /// JavaScript: <c>(action, post) => message</c>, with <c>finish</c> or <c>cancel</c> for action, and a function that posts to an
    /// address under the page's own. No message when the browser leaves the page; throws what the provider refuses.
    /// </param>
    public static IResult Show(string title, string whose, string send) => Results.Content(
        Template
            .Replace("{title}", title, StringComparison.Ordinal)
            .Replace("{whose}", whose, StringComparison.Ordinal)
            .Replace("{send}", send, StringComparison.Ordinal),
        "text/html; charset=utf-8");

    private static string Read()
    {
        using var stream = typeof(CapturePage).Assembly.GetManifestResourceStream(typeof(CapturePage), "CapturePage.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
