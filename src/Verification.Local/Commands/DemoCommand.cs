using System.CommandLine;
using Verification.Local.Demo;

namespace Verification.Local.Commands;

/// <summary><c>demo</c>: one verification from start to clean-up against the simulators.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var provider = new Option<string>("--provider")
        {
            HelpName = "NAME",
            Description = "Which provider is to decide.",
            DefaultValueFactory = _ => DemoOptions.DefaultProvider,
        };
        var scenario = new Option<string>("--scenario")
        {
            HelpName = "NAME",
            Description = "How the simulated provider is to behave, for example rejected, flaky or no-webhook.",
            DefaultValueFactory = _ => DemoOptions.DefaultScenario,
        };
        var front = ImageOption("--front", "A PNG or JPEG of the document's front.");
        var back = ImageOption("--back", "A PNG or JPEG of the document's back, which makes it an identity card.");
        var selfie = ImageOption("--selfie", "A PNG or JPEG of the person's face, to be compared with the document.");
        var data = new Option<DirectoryInfo>("--data")
        {
            HelpName = "DIR",
            Description = "The data folder. Without it each run gets one of its own under ./data/demo.",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object and nothing else." };

        var command = new Command("demo", "Run one verification end to end against simulated providers and show what happens.")
        {
            provider, scenario, front, back, selfie, data, json,
        };
        command.SetAction((parsed, cancellationToken) => DemoRun.RunAsync(
            new DemoOptions
            {
                Provider = parsed.GetRequiredValue(provider),
                Scenario = parsed.GetRequiredValue(scenario),
                Front = parsed.GetValue(front),
                Back = parsed.GetValue(back),
                Selfie = parsed.GetValue(selfie),
                DataDirectory = parsed.GetValue(data)?.FullName,
                Json = parsed.GetValue(json),
            },
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return command;
    }

    private static Option<FileInfo> ImageOption(string name, string description) =>
        new(name) { HelpName = "FILE", Description = description, Validators = { InputFile.Check } };
}
