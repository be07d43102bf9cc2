namespace Verification.Local.Demo;

/// <summary>For <c>--json</c>: nothing but the report.</summary>
internal sealed class SilentView(TextWriter output) : IDemoView
{
    public async Task<DemoReport> PlayAsync(DemoOptions options, Func<Task<DemoReport>> play)
    {
        var report = await play();
        await output.WriteLineAsync(report.ToJson());
        return report;
    }

    public void Show(DemoStep step)
    {
    }

    public void Status(string status)
    {
    }
}
