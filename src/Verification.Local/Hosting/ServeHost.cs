using Verification.Engine;
using Verification.Local.Commands;
using Verification.Storage.Secrets;

namespace Verification.Local.Hosting;

/// <summary>The API on this machine until it is stopped.</summary>
internal static class ServeHost
{
    public static async Task<int> RunAsync(
        ListenUrls urls, string dataDirectory, SimulatorChoice choice, TextWriter output, CancellationToken cancellationToken)
    {
        using var listener = Listener.Bind(urls);
        var settings = LoadSettings();
        var simulators = Simulators(choice, settings, listener);
        var key = DevelopmentKey.IsWanted(settings, listener) ? DevelopmentKey.GetOrCreate(dataDirectory) : null;

        await using var app = LocalHost.Build(new LocalHostSettings(
            listener,
            dataDirectory,
            new ConfigurationBuilder()
                .AddInMemoryCollection(simulators is null ? [] : SimulatedProviders.Pace)
                .AddConfiguration(settings)
                .AddInMemoryCollection(simulators is null ? [] : SimulatedProviders.Settings(simulators))
                .AddInMemoryCollection(CallbackAddress(simulators, settings, listener))
                .AddInMemoryCollection(key?.Settings() ?? [])
                .Build(),
            Simulators: simulators == listener.Url,
            LogLevel.Information));

        var problem = (string?)null;
        app.Lifetime.ApplicationStopping.Register(() => problem = app.Services.GetRequiredService<IEngineMonitor>().Read().Problem);
        await app.StartAsync(cancellationToken);
        await output.WriteLineAsync(Announcement.Of(
            ("API", Announcement.Show(listener.Url)),
            ("reference", new Uri(listener.Url, "/docs").ToString()),
            ("key", key is null ? null : $"{key.Text} (client {DevelopmentKey.Client}, for development on this machine)"),
            ("providers", simulators is null ? "as configured" : $"simulated, ledger at {new Uri(simulators, "/_sim/ledger")}"),
            ("data", dataDirectory)));
        await app.WaitForShutdownAsync(cancellationToken);
        return problem is null ? ExitCode.Ok : throw new CommandException(problem);
    }

    /// <summary>Later ones win: a file for this machine, user secrets, the environment, the vault.</summary>
    private static IConfigurationRoot LoadSettings() => new ConfigurationBuilder()
        .SetBasePath(Environment.CurrentDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddUserSecrets(typeof(ServeHost).Assembly, optional: true)
        .AddEnvironmentVariables()
        .AddKeyVaultSecrets(TimeProvider.System)
        .Build();

    /// <summary>Where the simulated providers are that this process uses, its own ones or others; null for real providers.</summary>
    private static Uri? Simulators(SimulatorChoice choice, IConfiguration settings, Listener listener)
    {
        var configured = settings.GetSection("Providers").GetChildren().Any();
        if (choice.Elsewhere is not null)
        {
            return choice.Elsewhere;
        }

        if (choice.On ?? (!configured && listener.IsLoopback))
        {
            return listener.Url;
        }

        return configured ? null : throw new CommandException(
            "No provider is configured: set one under Providers (docs/configuration.md), or use simulated ones with --simulators on.",
            ExitCode.BadArguments);
    }

    /// <summary>A simulated provider reaches this process where it listens; a real one only where the setting says.</summary>
    private static Dictionary<string, string?> CallbackAddress(Uri? simulators, IConfiguration settings, Listener listener)
    {
        const string PublicUrl = "Verification:PublicUrl";
        return simulators is null || settings[PublicUrl] is not null ? [] : new() { [PublicUrl] = listener.Url.AbsoluteUri };
    }
}
