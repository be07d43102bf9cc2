using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Verification.Core.Workflows;

namespace Verification.Engine;

public static class EngineServices
{
    /// <summary>
    /// Adds the embedded engine as <see cref="IWorkflowClient"/> and <see cref="IEngineMonitor"/>. It runs every registered
    /// <see cref="IWorkflow"/> and <see cref="IActivity"/> (names are unique) from the host's start to its stop.
    /// </summary>
    public static IServiceCollection AddEmbeddedEngine(this IServiceCollection services, Action<EngineOptions> configure)
    {
        services.AddOptions<EngineOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EmbeddedEngine>();
        services.AddSingleton<IWorkflowClient>(provider => provider.GetRequiredService<EmbeddedEngine>());
        services.AddSingleton<IEngineMonitor>(provider => provider.GetRequiredService<EmbeddedEngine>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<EmbeddedEngine>());
        services.AddHostedService<EngineGauges>();
        return services;
    }
}
