using Spectre.Console;

namespace Verification.Local.Demo;

/// <summary>Steps in colour above a line that moves, for a person at a terminal.</summary>
internal sealed class LiveView(IAnsiConsole console) : IDemoView
{
    private const int TextWidth = 46;
    private const int ColumnsBeforeDetail = 23 + TextWidth;

    private StatusContext? _line;

    public async Task<DemoReport> PlayAsync(DemoOptions options, Func<Task<DemoReport>> play)
    {
        console.WriteLine();
        console.MarkupLine($" [bold]{Markup.Escape(Wording.Title(options))}[/]");
        console.WriteLine();
        var report = await console.Status().Spinner(Spinner.Known.Dots).SpinnerStyle(Style.Parse("grey")).StartAsync(
            "[grey]starting[/]",
            line =>
            {
                _line = line;
                return play();
            });
        console.WriteLine();
        console.Write(Outcome(report));
        return report;
    }

    public void Show(DemoStep step)
    {
        var room = Math.Max(console.Profile.Width - ColumnsBeforeDetail, 0);
        var detail = step.Detail.Length <= room ? step.Detail : step.Detail[..Math.Max(room - 1, 0)] + "…"[..Math.Min(room, 1)];
        console.MarkupLine(
            $" [grey]{Wording.Time(step.At)}[/]  [{Colour(step.Actor)}]{Wording.Actor(step.Actor),-8}[/]  "
            + $"{Markup.Escape(step.Text.PadRight(TextWidth))}  [grey]{Markup.Escape(detail)}[/]");
    }

    public void Status(string status) => _line?.Status($"[grey]{Markup.Escape(Wording.Status(status))}[/]");

    private static Panel Outcome(DemoReport report)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var (label, text) in Wording.Summary(report))
        {
            grid.AddRow(new Markup($"[grey]{label}[/]"), new Text(text));
        }

        var colour = Colour(report);
        return new Panel(grid)
            .Header($"[bold {colour}] {Markup.Escape(Wording.Outcome(report))} [/]")
            .BorderStyle(Style.Parse(colour))
            .RoundedBorder()
            .Padding(1, 0);
    }

    private static string Colour(DemoActor actor) => actor switch
    {
        DemoActor.Client => "blue",
        DemoActor.Provider => "magenta",
        _ => "green",
    };

    private static string Colour(DemoReport report) => report.Decision switch
    {
        "accepted" => "green",
        "rejected" => "red",
        _ => "yellow",
    };
}
