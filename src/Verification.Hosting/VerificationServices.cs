using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Verification.Api;
using Verification.Core;
using Verification.Providers;
using Verification.Storage;

namespace Verification.Hosting;

/// <summary>What is the same in every host.</summary>
public static class VerificationServices
{
    /// <summary>
    /// Registers the whole product but its engine: the host adds the <see cref="Core.Workflows.IWorkflowClient"/> that runs the
    /// workflows and activities. Settings are checked when the host starts.
    /// </summary>
    public static IServiceCollection AddVerification(this IServiceCollection services, IConfiguration configuration) => services
        .AddVerificationCore(configuration)
        .AddVerificationStorage(configuration)
        .AddVerificationProviders(configuration)
        .AddVerificationApi(configuration)
        .AddHostedService<CircuitGauge>();
}
