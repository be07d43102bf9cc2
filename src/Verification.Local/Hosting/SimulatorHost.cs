using Verification.Local.Commands;
using Verification.Simulators;

namespace Verification.Local.Hosting;

/// <summary>The simulated providers in a process of their own.</summary>
internal static class SimulatorHost
{
    public static async Task<int> RunAsync(ListenUrls urls, TextWriter output, CancellationToken cancellationToken)
    {
        using var listener = Listener.Bind(urls);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddEnvironmentVariables();
        builder.AddConsole(LogLevel.Warning);
        listener.Serve(builder.WebHost);
        builder.Services.AddSimulators();

        await using var app = builder.Build();
        app.MapSimulators();
        await app.StartAsync(cancellationToken);
        await output.WriteLineAsync(Announcement.Of(
            ("simulators", Announcement.Show(listener.Url)), ("ledger", $"{new Uri(listener.Url, "/_sim/ledger")}")));
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Ok;
    }
}
