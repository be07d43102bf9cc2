using System.Text.Json.Nodes;
using Verification.Core.Images;
using Verification.Core.Orchestration;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Workflows;

namespace Verification.Core.Verifications;

/// <summary>What a client may tell a running verification. Each becomes a signal; the workflow decides what follows.</summary>
public sealed class VerificationCommands(
    VerificationReader reader,
    VerificationStore verifications,
    ImageStore images,
    ImageStager stager,
    SessionStore sessions,
    ProviderCatalog catalog,
    IWorkflowClient workflows,
    TimeProvider time)
{
    /// <summary>
    /// Stages images, all of them or none, and submits where the start asked for that and none is missing any more. Once images were
    /// submitted, only the kinds that are awaited again are taken.
    /// </summary>
    /// <returns>Null when one of the kinds is not awaited now.</returns>
    /// <exception cref="ImageRefusedException">One is not an image that we take.</exception>
    public async Task<IReadOnlyList<StagedImage>?> StageImagesAsync(
        VerificationRecord record, IAsyncEnumerable<ImageSource> sources, CancellationToken cancellationToken)
    {
        var snapshot = await reader.ReadAsync(record, cancellationToken);
        if (snapshot.Status.IsFinal() || record.Capture != CapturePath.Upload)
        {
            return null;
        }

        var staged = await stager.StageAsync(
            record.Id,
            sources,
            (staging, kind) => staging.Submitted is null || snapshot.Awaiting.Any(input => input.Kind == kind),
            cancellationToken);
        if (staged is not null && record.AutoSubmit)
        {
            await SubmitAsync(record, CancellationToken.None);
        }

        return staged;
    }

    /// <summary>
    /// Gives the provider what the client's SDK handed back, before the capture is said to be done. What it made of the session is stored
    /// and found by its key from then on. Repeating it is harmless.
    /// </summary>
    /// <returns>False while there is no session that it could belong to.</returns>
    /// <exception cref="ProviderException">It does not belong to the session, or the provider cannot be asked.</exception>
    public async Task<bool> HandInAsync(VerificationRecord record, JsonObject submission, CancellationToken cancellationToken)
    {
        var (attempt, name, session) = await reader.CurrentSessionAsync(record, cancellationToken);
        if (session is null)
        {
            return false;
        }

        var provider = catalog.Get(name);
        var submitted = await provider.SubmitAsync(session, submission, cancellationToken);
        if (submitted != session)
        {
            var link = new SessionLink(record.Id, attempt, name, time.GetUtcNow());
            await sessions.ReplaceAsync(link, provider.Descriptor.Family, session, submitted, cancellationToken);
        }

        return true;
    }

    /// <summary>Says that the images are complete, or that the SDK or the hosted page is done.</summary>
    /// <returns>The images that are still missing; then nothing was submitted. Null when the verification has ended.</returns>
    public async Task<IReadOnlyList<ImageKind>?> SubmitAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        var signal = new Signal("capture.done", SignalKind.ImagesReady);
        if (record.Capture == CapturePath.Upload)
        {
            var staging = await images.SubmitAsync(record.Id, record.NeededImages, cancellationToken);
            ImageKind[] missing = [.. record.NeededImages.Where(kind => staging.Generations.Of(kind) == 0)];
            if (missing.Length > 0)
            {
                return missing;
            }

            var generations = staging.Generations.ToCode();
            signal = new Signal($"images.{generations}", SignalKind.ImagesReady, generations);
        }

        return await workflows.SignalAsync(record.Id.ToString(), signal, cancellationToken) ? [] : null;
    }

    /// <summary>Asks for an end. False when the verification has ended already.</summary>
    public async Task<bool> CancelAsync(VerificationRecord record, CancellationToken cancellationToken) =>
        record.Outcome is null
        && await workflows.SignalAsync(record.Id.ToString(), new Signal("client.cancel", SignalKind.Cancel), cancellationToken);

    /// <summary>
    /// Asks for erasure. When this returns, the instance that carries it out is durable and the verification is gone for its client.
    /// Repeating the call starts no second one.
    /// </summary>
    public async Task EraseAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        await workflows.StartAsync(EraseWorkflow.WorkflowName, EraseWorkflow.InstanceId(record.Id), cancellationToken);
        await verifications.UpdateAsync(record.Id, current => current.TryErase(time.GetUtcNow()), cancellationToken);
    }
}
