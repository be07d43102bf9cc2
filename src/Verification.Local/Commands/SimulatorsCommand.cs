using System.CommandLine;
using Verification.Local.Hosting;

namespace Verification.Local.Commands;

/// <summary><c>simulators</c>: the simulated providers alone, for a host that runs elsewhere.</summary>
internal static class SimulatorsCommand
{
    public static Command Create()
    {
        var urls = UrlsOption.Create("http://localhost:7072");
        var command = new Command("simulators", "Serve the simulated providers alone, for a host that runs elsewhere.") { urls };
        command.SetAction((parsed, cancellationToken) => SimulatorHost.RunAsync(
            parsed.GetRequiredValue(urls), parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }
}
