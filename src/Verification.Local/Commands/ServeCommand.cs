using System.CommandLine;
using Verification.Local.Hosting;

namespace Verification.Local.Commands;

/// <summary><c>serve</c>: the API on this machine.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var urls = UrlsOption.Create("http://localhost:7071");
        var data = new Option<DirectoryInfo>("--data")
        {
            HelpName = "DIR",
            Description = "The data folder; it belongs to one process at a time.",
            DefaultValueFactory = _ => new DirectoryInfo("data"),
        };
        var simulators = new Option<SimulatorChoice>("--simulators")
        {
            HelpName = "on|off|URL",
            Description = "Simulated providers in this process, none, or those of another process. "
                + "On by default when no provider is configured and the address is loopback.",
            CustomParser = result => SimulatorChoice.Parse(result),
        };

        var command = new Command("serve", "Serve the API, with the embedded engine and all data in one folder.") { urls, data, simulators };
        command.SetAction((parsed, cancellationToken) => ServeHost.RunAsync(
            parsed.GetRequiredValue(urls),
            parsed.GetRequiredValue(data).FullName,
            parsed.GetValue(simulators) ?? SimulatorChoice.Default,
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return command;
    }
}
