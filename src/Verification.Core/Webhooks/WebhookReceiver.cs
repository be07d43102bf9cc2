using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Verification.Core.Providers;
using Verification.Core.Sessions;
using Verification.Core.Storage;
using Verification.Core.Telemetry;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Webhooks;

/// <summary>
/// Takes notifications of providers: checked, then durable in the inbox, then handed in where they add to the session, then raised to
/// the workflow. What cannot be raised now stays in the inbox and is raised again by the sweep, so the answer goes out as soon as the entry is durable.
/// </summary>
public sealed partial class WebhookReceiver(
    ProviderCatalog catalog,
    InboxStore inbox,
    SessionStore sessions,
    VerificationStore verifications,
    VerificationCommands commands,
    TimelineStore timeline,
    IWorkflowClient workflows,
    TimeProvider time,
    ILogger<WebhookReceiver> logger)
{
    /// <returns>What to answer, or null when no such provider is configured.</returns>
    /// <exception cref="StoreException">The hint could not be made durable; the provider should send it again.</exception>
    public async Task<WebhookAnswer?> ReceiveAsync(string provider, WebhookRequest request, CancellationToken cancellationToken)
    {
        if (catalog.FindForWebhooks(provider) is not { } reader)
        {
            return null;
        }

        var reading = await reader.ReadWebhookAsync(request, cancellationToken);
        VerificationTelemetry.WebhookReceived(reader.Descriptor.Family, reading.Authentic);
        if (!reading.Authentic)
        {
            LogRefused(reader.Descriptor.Family);
        }
        else if (reading.Hint is { } hint)
        {
            var family = reader.Descriptor.Family;
            var entry = new InboxEntry(
                family,
                Digest.Of(hint.EventId),
                hint.Verification ?? request.Verification,
                hint.SessionKey is { } key ? Digest.Of(key) : null,
                hint.Kind,
                time.GetUtcNow());
            await inbox.TryAddAsync(entry, cancellationToken);
            if (hint is { Verification: { } id, Submission: { } submission })
            {
                await TryHandInAsync(id, submission, family, cancellationToken);
            }

            await TryRaiseAsync(entry, cancellationToken);
        }

        return reading.Answer;
    }

    /// <summary>
    /// Raises one waiting hint to its verification, or records that it came too late, from a provider that the verification has gone on
    /// from. False when there is no verification, or none that runs.
    /// </summary>
    public async Task<bool> TryRaiseAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var link = await FindLinkAsync(entry, cancellationToken);
            if ((entry.Verification ?? link?.Verification) is not { } id)
            {
                return false;
            }

            if (LateRef(await verifications.FindAsync(id, cancellationToken), entry, link) is { } late)
            {
                await timeline.AppendAsync(id, Actor.Provider, "answer.late", late, cancellationToken);
                return await inbox.RemoveAsync(entry.Family, entry.Event, cancellationToken);
            }

            return await workflows.SignalAsync(
                id.ToString(), new Signal(entry.Event, SignalKind.ProviderEvent, entry.Event), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotRaised(entry.Family, entry.Event, exception.GetType().Name);
            return false;
        }
    }

    /// <summary>
    /// The attempt that the verification has gone on from, where the session is still known; else the provider's family. Null for a
    /// hint that may be about the attempt that runs.
    /// </summary>
    private Code? LateRef(VerificationRecord? record, InboxEntry entry, SessionLink? link) => record switch
    {
        null or { Erasure: not null } or { ProvidersChosen: 0 } => null,
        { ProvidersChosen: var current } when link is not null => link.Attempt < current ? $"{link.Attempt}" : (Code?)null,
        { ProvidersChosen: var current } =>
            catalog.Find(record.ProviderOf(current))?.Descriptor.Family == entry.Family ? (Code?)null : entry.Family,
    };

    /// <summary>What fails here the workflow finds by itself when it looks at the provider.</summary>
    private async Task TryHandInAsync(VerificationId id, JsonObject submission, string family, CancellationToken cancellationToken)
    {
        try
        {
            if (await verifications.FindAsync(id, cancellationToken) is { Erasure: null } record)
            {
                await commands.HandInAsync(record, submission, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotHandedIn(family, id, exception.GetType().Name);
        }
    }

    private async Task<SessionLink?> FindLinkAsync(InboxEntry entry, CancellationToken cancellationToken) =>
        entry.SessionDigest is { } digest ? await sessions.FindLinkByDigestAsync(entry.Family, digest, cancellationToken) : null;

    [LoggerMessage(201, LogLevel.Warning, "A notification to {Family} was refused: it does not prove where it comes from.")]
    private partial void LogRefused(string family);

    [LoggerMessage(202, LogLevel.Warning, "Hint {Event} of {Family} waits in the inbox, it could not be raised: {Error}.")]
    private partial void LogNotRaised(string family, Code @event, string error);

    [LoggerMessage(203, LogLevel.Warning, "What a notification of {Family} adds to {Verification} could not be handed in: {Error}.")]
    private partial void LogNotHandedIn(string family, VerificationId verification, string error);
}
