using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Verification.Core.Activities;
using Verification.Core.Attempts;
using Verification.Core.Budgets;
using Verification.Core.Deliveries;
using Verification.Core.Erasing;
using Verification.Core.Images;
using Verification.Core.Listing;
using Verification.Core.Orchestration;
using Verification.Core.Providers;
using Verification.Core.Results;
using Verification.Core.Sessions;
using Verification.Core.Starting;
using Verification.Core.Storage;
using Verification.Core.Sweeping;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Webhooks;
using Verification.Core.Workflows;

namespace Verification.Core;

/// <summary>Registers the domain: stores, services, activities and workflows, the same for every host.</summary>
public static class CoreServices
{
    /// <remarks>The host adds the ports: object store, sealed store, providers, workflow client.</remarks>
    public static IServiceCollection AddVerificationCore(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<VerificationOptions>().Bind(configuration.GetSection(VerificationOptions.Section)).ValidateOnStart();
        services.AddOptions<ImageOptions>().Bind(configuration.GetSection(ImageOptions.Section)).ValidateOnStart();
        services.AddOptions<DeliveryOptions>().Bind(configuration.GetSection(DeliveryOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeliveryOptions>, DeliveryOptionsValidator>();
        return services
            .AddSingleton<ProviderCatalog>()
            .AddSingleton<VerificationStore>()
            .AddSingleton<RequestStore>()
            .AddSingleton<ImageStore>()
            .AddSingleton<ImageStager>()
            .AddSingleton<SessionStore>()
            .AddSingleton<AttemptStore>()
            .AddSingleton<ResultStore>()
            .AddSingleton<TimelineStore>()
            .AddSingleton<InboxStore>()
            .AddSingleton<StartStore>()
            .AddSingleton<VerificationStarter>()
            .AddSingleton<VerificationReader>()
            .AddSingleton<VerificationCommands>()
            .AddSingleton<WebhookReceiver>()
            .AddSingleton<RetentionStore>()
            .AddSingleton<ReceiptStore>()
            .AddSingleton<BudgetStore>()
            .AddSingleton<VerificationIndex>()
            .AddSingleton<KeyedDigests>()
            .AddSingleton<VerificationLister>()
            .AddSingleton<DeliveryStore>()
            .AddSingleton<DeliveryTargets>()
            .AddSingleton<DeliveryCommands>()
            .AddSingleton<DeadWorkflows>()
            .AddSweep<RecoverySweep>()
            .AddSweep<StartSweep>()
            .AddSweep<InboxSweep>()
            .AddSweep<LeftoverSweep>()
            .AddSweep<RetentionSweep>()
            .AddWorkflow<VerificationWorkflow>()
            .AddWorkflow<CloseWorkflow>()
            .AddWorkflow<EraseWorkflow>()
            .AddWorkflow<NotifyWorkflow>()
            .AddWorkflow<AnchorWorkflow>()
            .AddActivity<LoadPlan>()
            .AddActivity<ChooseProvider>()
            .AddActivity<OpenSession>()
            .AddActivity<UploadImages>()
            .AddActivity<StartVerification>()
            .AddActivity<FinishCapture>()
            .AddActivity<CheckProgress>()
            .AddActivity<StoreResult>()
            .AddActivity<KeepOutcome>()
            .AddActivity<RecordOutcome>()
            .AddActivity<CloseSession>()
            .AddActivity<DiscardImages>()
            .AddActivity<AbandonSession>()
            .AddActivity<BeginErasure>()
            .AddActivity<CheckStopped>()
            .AddActivity<DeletePersonalData>()
            .AddActivity<DestroyKey>()
            .AddActivity<CompleteErasure>()
            .AddActivity<StartDelivery>()
            .AddActivity<SendDelivery>();
    }

    private static IServiceCollection AddWorkflow<T>(this IServiceCollection services)
        where T : class, IWorkflow =>
        services.AddSingleton<T>().AddSingleton<IWorkflow>(provider => provider.GetRequiredService<T>());

    private static IServiceCollection AddSweep<T>(this IServiceCollection services)
        where T : class, ISweep =>
        services.AddSingleton<T>().AddSingleton<ISweep>(provider => provider.GetRequiredService<T>());

    private static IServiceCollection AddActivity<T>(this IServiceCollection services)
        where T : class, IActivity =>
        services.AddSingleton<T>().AddSingleton<IActivity>(provider => provider.GetRequiredService<T>());
}
