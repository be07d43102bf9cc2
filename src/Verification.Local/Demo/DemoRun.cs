using System.Globalization;
using System.Net.Http.Headers;
using Spectre.Console;
using Verification.Core.Providers;
using Verification.Core.Workflows;
using Verification.Local.Commands;
using Verification.Local.Hosting;
using Verification.Simulators.Scenarios;

namespace Verification.Local.Demo;

/// <summary>The demo: the whole product on free ports of this machine, one verification through its API, and the account of it.</summary>
internal static class DemoRun
{
    public static async Task<int> RunAsync(DemoOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        if (!BuiltInScenarios.Names.Contains(options.Scenario))
        {
            throw new CommandException(
                $"There is no scenario '{options.Scenario}'; the simulators know {string.Join(", ", BuiltInScenarios.Names)}.", ExitCode.BadArguments);
        }

        var folder = Path.GetFullPath(options.DataDirectory ?? Path.Combine("data", "demo", NewFolderName()));
        var key = DevelopmentKey.New();
        using var listener = Listener.Bind(ListenUrls.Parse("http://127.0.0.1:0"));
        await using var app = LocalHost.Build(new LocalHostSettings(
            listener, folder, Settings(listener.Url, key), Simulators: true, LogLevel.Error));
        var provider = Check(options, app.Services.GetRequiredService<ProviderCatalog>());

        await app.StartAsync(cancellationToken);
        using var http = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        http.BaseAddress = listener.Url;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Text);

        var time = app.Services.GetRequiredService<TimeProvider>();
        var client = new DemoClient(http, time);
        var view = View(options, output);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, app.Lifetime.ApplicationStopping);
        var report = await view.PlayAsync(options, () =>
        {
            var workflows = app.Services.GetRequiredService<IWorkflowClient>();
            var script = new DemoScript(options, provider, client, workflows, new DemoWatch(client, view, time), time);
            return script.RunAsync(Path.Combine(folder, "exports"), stop.Token);
        });
        await app.StopAsync(CancellationToken.None);
        return report.ExitCode;
    }

    /// <summary>Nothing from the environment: whoever has real accounts configured must not pay for a demo.</summary>
    private static IConfiguration Settings(Uri url, DevelopmentKey key) => new ConfigurationBuilder()
        .AddInMemoryCollection(SimulatedProviders.Pace)
        .AddInMemoryCollection(SimulatedProviders.Settings(url))
        .AddInMemoryCollection(key.Settings())
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Verification:PublicUrl"] = url.AbsoluteUri,

            // Where deleting at the provider never works, a demo tells so after a minute instead of trying for a week.
            ["Verification:CloseFor"] = "00:01:00",
        })
        .Build();

    /// <exception cref="CommandException">What was asked for does not exist.</exception>
    private static ProviderDescriptor Check(DemoOptions options, ProviderCatalog catalog)
    {
        ProviderDescriptor[] able = [.. catalog.All.Select(provider => provider.Descriptor)];
        return able.FirstOrDefault(descriptor => descriptor.Name == options.Provider) ?? throw new CommandException(
            $"There is no provider '{options.Provider}' for the demo; it knows {string.Join(", ", able.Select(descriptor => descriptor.Name))}.",
            ExitCode.BadArguments);
    }

    private static IDemoView View(DemoOptions options, TextWriter output)
    {
        if (options.Json)
        {
            return new SilentView(output);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        return console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi ? new LiveView(console) : new PlainView(output);
    }

    private static string NewFolderName() =>
        $"{TimeProvider.System.GetUtcNow().ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture)}-{Environment.ProcessId}";
}
