using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Verification.Core.Activities;
using Verification.Core.Workflows;
using Verification.Functions.Durable;

namespace Verification.Functions.Workflows;

/// <summary>One activity function per activity, under the activity's name.</summary>
public sealed class ActivityFunctions(IEnumerable<IActivity> activities, DurableClientAccessor durable)
{
    [Function(nameof(LoadPlan))]
    public Task<JsonElement> LoadPlanAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<LoadPlan>(input, client, cancellationToken);

    [Function(nameof(ChooseProvider))]
    public Task<JsonElement> ChooseProviderAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<ChooseProvider>(input, client, cancellationToken);

    [Function(nameof(OpenSession))]
    public Task<JsonElement> OpenSessionAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<OpenSession>(input, client, cancellationToken);

    [Function(nameof(UploadImages))]
    public Task<JsonElement> UploadImagesAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<UploadImages>(input, client, cancellationToken);

    [Function(nameof(StartVerification))]
    public Task<JsonElement> StartVerificationAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<StartVerification>(input, client, cancellationToken);

    [Function(nameof(FinishCapture))]
    public Task<JsonElement> FinishCaptureAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<FinishCapture>(input, client, cancellationToken);

    [Function(nameof(CheckProgress))]
    public Task<JsonElement> CheckProgressAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<CheckProgress>(input, client, cancellationToken);

    [Function(nameof(StoreResult))]
    public Task<JsonElement> StoreResultAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<StoreResult>(input, client, cancellationToken);

    [Function(nameof(KeepOutcome))]
    public Task<JsonElement> KeepOutcomeAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<KeepOutcome>(input, client, cancellationToken);

    [Function(nameof(RecordOutcome))]
    public Task<JsonElement> RecordOutcomeAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<RecordOutcome>(input, client, cancellationToken);

    [Function(nameof(CloseSession))]
    public Task<JsonElement> CloseSessionAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<CloseSession>(input, client, cancellationToken);

    [Function(nameof(DiscardImages))]
    public Task<JsonElement> DiscardImagesAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<DiscardImages>(input, client, cancellationToken);

    [Function(nameof(AbandonSession))]
    public Task<JsonElement> AbandonSessionAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<AbandonSession>(input, client, cancellationToken);

    [Function(nameof(BeginErasure))]
    public Task<JsonElement> BeginErasureAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<BeginErasure>(input, client, cancellationToken);

    [Function(nameof(CheckStopped))]
    public Task<JsonElement> CheckStoppedAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<CheckStopped>(input, client, cancellationToken);

    [Function(nameof(DeletePersonalData))]
    public Task<JsonElement> DeletePersonalDataAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<DeletePersonalData>(input, client, cancellationToken);

    [Function(nameof(DestroyKey))]
    public Task<JsonElement> DestroyKeyAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<DestroyKey>(input, client, cancellationToken);

    [Function(nameof(CompleteErasure))]
    public Task<JsonElement> CompleteErasureAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<CompleteErasure>(input, client, cancellationToken);

    [Function(nameof(StartDelivery))]
    public Task<JsonElement> StartDeliveryAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<StartDelivery>(input, client, cancellationToken);

    [Function(nameof(SendDelivery))]
    public Task<JsonElement> SendDeliveryAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<SendDelivery>(input, client, cancellationToken);

    private async Task<JsonElement> RunAsync<TActivity>(JsonElement input, DurableTaskClient client, CancellationToken cancellationToken)
        where TActivity : IActivity
    {
        durable.Client = client;
        var activity = activities.OfType<TActivity>().Single();
        var output = await activity.InvokeAsync(JsonSerializer.SerializeToUtf8Bytes(input), cancellationToken);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }
}
