using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Verification.Core.Workflows;
using Verification.Functions.Durable;
using Verification.Hosting;

namespace Verification.Functions;

/// <summary>What this host adds to what all hosts share: Durable Functions as the engine.</summary>
internal static class FunctionsHost
{
    public static IServiceCollection AddFunctionsHost(this IServiceCollection services, IConfiguration configuration) => services
        .AddVerification(configuration)
        .AddSingleton<DurableClientAccessor>()
        .AddSingleton<IWorkflowClient, DurableTaskWorkflowClient>()

        // Inputs, outputs, events and status are written as on every engine.
        .Configure<WorkerOptions>(worker => worker.Serializer = new JsonObjectSerializer(WorkflowJson.Options));
}
