namespace Verification.Local.Demo;

/// <summary>One line a step, for everything that is not a terminal.</summary>
internal sealed class PlainView(TextWriter output) : IDemoView
{
    public async Task<DemoReport> PlayAsync(DemoOptions options, Func<Task<DemoReport>> play)
    {
        await output.WriteLineAsync(Wording.Title(options));
        var report = await play();
        await output.WriteLineAsync(Wording.Outcome(report));
        foreach (var (label, text) in Wording.Summary(report))
        {
            await output.WriteLineAsync($"  {label,-9} {text}");
        }

        return report;
    }

    public void Show(DemoStep step) =>
        output.WriteLine($"  {Wording.Time(step.At)}  {Wording.Actor(step.Actor),-8}  {step.Text,-46}  {step.Detail}".TrimEnd());

    public void Status(string status)
    {
    }
}
