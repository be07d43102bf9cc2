using Microsoft.Extensions.DependencyInjection.Extensions;
using Verification.Simulators.Assure;
using Verification.Simulators.Calls;
using Verification.Simulators.Control;
using Verification.Simulators.Incode;
using Verification.Simulators.Ledger;
using Verification.Simulators.Passbase;
using Verification.Simulators.Scenarios;
using Verification.Simulators.Webhooks;

namespace Verification.Simulators;

/// <summary>Puts the simulated providers into any web application.</summary>
public static class SimulatorExtensions
{
    /// <summary>
    /// Registers the simulators. Settings: <see cref="SimulatorOptions"/> from <c>Simulators</c>, <see cref="AssureOptions"/> from
    /// <c>Simulators:Assure</c>, <see cref="IncodeOptions"/> from <c>Simulators:Incode</c>, <see cref="PassbaseOptions"/> from
    /// <c>Simulators:Passbase</c>. Uses the registered <see cref="TimeProvider"/> when there is one.
    /// </summary>
    public static IServiceCollection AddSimulators(this IServiceCollection services)
    {
        services.AddRouting();
        services.AddOptions<SimulatorOptions>().BindConfiguration("Simulators");
        services.AddOptions<AssureOptions>().BindConfiguration("Simulators:Assure");
        services.AddOptions<IncodeOptions>().BindConfiguration("Simulators:Incode");
        services.AddOptions<PassbaseOptions>().BindConfiguration("Simulators:Passbase");
        services.AddHttpClient(WebhookSender.ClientName).ConfigurePrimaryHttpMessageHandler(
            () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Scheduler>();
        services.AddSingleton(provider => new SimulatorLedger(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ScenarioCatalog>();
        services.AddSingleton<ScenarioRuns>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<CallPipeline>();

        services.AddSingleton<AssureTokens>();
        services.AddSingleton<AssureWebhooks>();
        services.AddSingleton<AssureState>();
        services.AddSingleton<AssureChecks>();
        services.AddSingleton<AssureCapture>();
        services.AddSingleton<AssureRateLimit>();
        services.AddSingleton<ISimulator, AssureSimulator>();

        services.AddSingleton<IncodeTokens>();
        services.AddSingleton<IncodeWebhooks>();
        services.AddSingleton<IncodeState>();
        services.AddSingleton<IncodeLifecycle>();
        services.AddSingleton<IncodeImages>();
        services.AddSingleton<IncodeOnboarding>();
        services.AddSingleton<IncodeReports>();
        services.AddSingleton<IncodeCapture>();
        services.AddSingleton<IncodeBackOffice>();
        services.AddSingleton<ISimulator, IncodeSimulator>();

        services.AddSingleton<PassbaseWebhooks>();
        services.AddSingleton<PassbaseState>();
        services.AddSingleton<PassbaseWidget>();
        services.AddSingleton<ISimulator, PassbaseSimulator>();
        return services;
    }

    /// <summary>Maps every simulated provider under its own prefix, and the control API under <c>/_sim</c>.</summary>
    public static IEndpointRouteBuilder MapSimulators(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var pipeline = services.GetRequiredService<CallPipeline>();
        var calls = new List<Call>();
        foreach (var simulator in services.GetServices<ISimulator>())
        {
            var routes = new SimulatorRoutes(endpoints.MapGroup(simulator.Prefix), simulator, pipeline);
            simulator.Map(routes);
            routes.Close();
            calls.AddRange(routes.Calls);
        }

        services.GetRequiredService<ScenarioCatalog>().Load(calls);
        endpoints.MapGroup("/_sim").MapControl();
        return endpoints;
    }
}
