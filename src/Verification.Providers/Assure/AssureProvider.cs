using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Providers.Assure;

/// <summary>One provider behind Signicat Assure. A session is a dossier; its process is the verification.</summary>
internal sealed class AssureProvider(
    AssureSubProvider provider,
    AssureClient client,
    AssureDocumentTypes documentTypes,
    AssureArchive archive,
    AssureWebhooks webhooks,
    IOptionsMonitor<AssureOptions> options) : IVerificationProvider
{
    public ProviderDescriptor Descriptor
    {
        get
        {
            var settings = options.CurrentValue;
            return new ProviderDescriptor
            {
                Name = provider.Name,
                Family = AssureClient.Family,
                CapturePaths = provider.CapturePaths,
                ProcessTypes = [.. provider.ProcessTypes.Select(type => type.Name)],

                // After the SDK some are started by us; a session that starts by itself turns the call into nothing.
                NeedsStart = provider.StartedAfterSdk.Count > 0 ? [CapturePath.Upload, CapturePath.Sdk] : [CapturePath.Upload],

                // "You must create a new process if you want to repeat the verification": a process is good for one.
                StartIsRepeatSafe = true,

                // The last try may go out as late as the whole call may take: those before it were throttled or not connected.
                StartSettlesWithin = settings.Resilience.TotalTimeout + settings.Resilience.Settle,
                SearchLag = settings.SearchLag,
                SharesSessions = true,
                Options = AssureValidation.Options(provider),
                Submission = provider.StartBodies,
                Simulated = settings.Simulated,
            };
        }
    }

    public IReadOnlyList<ImageKind> NeededImages(VerificationRequest request) => AssureValidation.NeededImages(provider, request);

    public IReadOnlyDictionary<string, string> Validate(VerificationRequest request, CapturePath capture) =>
        AssureValidation.Validate(provider, request, capture);

    public async Task<ProviderSession> OpenSessionAsync(
        OpenSessionRequest request, Func<ProviderSession, Task> progress, CancellationToken cancellationToken)
    {
        var session = request.Existing;
        if (session is not null && IsOpen(session, request.Capture))
        {
            return session with { StartsByItself = StartsByItself(request) };
        }

        // Before the dossier, so that a document which is not supported leaves none behind.
        var byId = provider.Document is DocumentNaming.Id && request.Capture is CapturePath.Upload;
        var documentId = byId && request.Request.Document is { } document
            ? await documentTypes.FindIdAsync(provider.Alias, document, cancellationToken)
            : null;
        if (session is null)
        {
            var dossier = await client.CreateDossierAsync(request.ExternalReference, cancellationToken);
            session = new ProviderSession(dossier.Id);
            await progress(session);
        }

        var authorization = webhooks.Authorization(request.Id);
        session = request.Capture is CapturePath.Hosted
            ? await OpenCaptureAsync(session.Key, request, authorization, cancellationToken)
            : await OpenProcessAsync(session.Key, request, documentId, authorization, cancellationToken);
        await progress(session);
        return session;
    }

    public async Task<ProviderSession?> FindSessionAsync(string externalReference, CancellationToken cancellationToken)
    {
        try
        {
            return await AssureLookup.FindAsync(client, externalReference, cancellationToken);
        }
        catch (ProviderException exception) when (exception.Kind is not (ProviderErrorKind.Transient or ProviderErrorKind.Unauthorized))
        {
            // A refused token says nothing of what there is: to take it for nothing would open a second dossier beside the first.
            // Listing dossiers is not documented: where it is refused or answers something else, there is no way to ask.
            return null;
        }
    }

    public async Task<ImageVerdict> UploadImageAsync(ProviderSession session, ImageUpload image, CancellationToken cancellationToken)
    {
        try
        {
            await client.SetImageAsync(session.Key, ProcessOf(session), image, cancellationToken);
            return ImageVerdict.Good;
        }
        catch (ProviderException exception) when (WordOf(exception) is { } word)
        {
            return ImageVerdict.Refuse(image.Kind, word, [image.Kind]);
        }
    }

    public Task<ProviderSession> SubmitAsync(ProviderSession session, JsonObject submission, CancellationToken cancellationToken)
    {
        var handedIn = session.Data is not null;
        if (provider.StartBodies is not [var documented, ..] || (submission.Count == 0 && handedIn))
        {
            return Task.FromResult(session);
        }

        return provider.StartBodies.FirstOrDefault(name => submission[name] is JsonObject) is { } given
            ? Task.FromResult(session with { Data = new JsonObject { [given] = submission[given]!.DeepClone() } })
            : throw new ProviderException(
                ProviderErrorKind.Refused, "submission.incomplete", $"The submission lacks the object {documented}.", mayHaveTakenEffect: false);
    }

    public Task StartAsync(ProviderSession session, CancellationToken cancellationToken) => session.StartsByItself
        ? Task.CompletedTask
        : client.StartAsync(session.Key, ProcessOf(session), provider.StartBodies is [] ? null : session.Data, cancellationToken);

    public Task FinishAsync(ProviderSession session, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<ProviderProgress> GetProgressAsync(ProviderSession session, CancellationToken cancellationToken)
    {
        try
        {
            return AssureVerdict.Read(session, await AssureLookup.ProcessesAsync(client, session, provider.Alias, cancellationToken));
        }
        catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.NotFound)
        {
            return new ProviderProgress(ProviderState.Gone);
        }
    }

    public async Task<ProviderResult> GetResultAsync(ProviderSession session, CancellationToken cancellationToken)
    {
        var processes = await AssureLookup.ProcessesAsync(client, session, provider.Alias, cancellationToken);
        return AssureVerdict.Read(session, processes).Decision is { } decision
            ? AssureResult.Read(processes, decision, provider)
            : throw new ProviderException(
                ProviderErrorKind.Protocol, "provider.undecided", "The process has no decision any more.", mayHaveTakenEffect: false);
    }

    public async Task<Stream?> OpenArchiveAsync(ProviderSession session, CancellationToken cancellationToken)
    {
        var processes = await AssureLookup.ProcessesAsync(client, session, provider.Alias, cancellationToken);
        return await archive.OpenAsync(session.Key, processes, provider, cancellationToken);
    }

    public async Task<DeletionOutcome> DeleteAsync(ProviderSession session, CancellationToken cancellationToken)
    {
        if (session.ProcessKey is { } process)
        {
            // The dossier's deletion takes its processes along, so one that may not be deleted by itself is no reason to stop.
            await SucceedsAsync(
                client.DeleteProcessAsync(session.Key, process, cancellationToken), ProviderErrorKind.NotFound, ProviderErrorKind.Refused);
        }

        if (session.HandedOver)
        {
            return DeletionOutcome.Deleted;
        }

        var deleted = await SucceedsAsync(client.DeleteDossierAsync(session.Key, cancellationToken), ProviderErrorKind.NotFound);
        if (await SucceedsAsync(client.GetDossierAsync(session.Key, cancellationToken), ProviderErrorKind.NotFound))
        {
            throw new ProviderException(
                ProviderErrorKind.Transient,
                "provider.notDeleted",
                "GET /dossiers/{dossierId} still finds the dossier after its deletion.",
                mayHaveTakenEffect: true);
        }

        return deleted ? DeletionOutcome.Deleted : DeletionOutcome.AlreadyGone;
    }

    public Task<IReadOnlyList<DocumentType>> GetDocumentTypesAsync(CancellationToken cancellationToken) =>
        documentTypes.GetAsync(provider.Alias, cancellationToken);

    public ValueTask<WebhookReading> ReadWebhookAsync(WebhookRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(webhooks.Read(request));

    /// <summary>
    /// What to tell of an image that was refused, or null where that is not what failed: the call carries one image and nothing else. What
    /// was wrong with it Assure says in a sentence at most.
    /// </summary>
    private static string? WordOf(ProviderException exception) => exception.Code.ToString() switch
    {
        "provider.refused" => "unusable",
        "provider.tooLarge" => "tooLarge",
        _ => null,
    };

    private static bool IsOpen(ProviderSession session, CapturePath capture) => capture switch
    {
        CapturePath.Upload => session.ProcessKey is not null,

        // The SDK's token comes only with the answer to Create process, so a process found again is of no use.
        CapturePath.Sdk => session is { ProcessKey: not null, Token: not null },
        _ => session.CaptureUrl is not null,
    };

    private async Task<ProviderSession> OpenCaptureAsync(
        string dossier, OpenSessionRequest request, string? authorization, CancellationToken cancellationToken)
    {
        var url = await client.StartCaptureAsync(dossier, AssureRequests.Capture(provider, request, authorization), cancellationToken);
        return new ProviderSession(
            dossier, CaptureUrl: url, StartsByItself: true, Data: AssureLookup.Expecting(AssureRequests.SecondAlias(request)));
    }

    private async Task<ProviderSession> OpenProcessAsync(
        string dossier, OpenSessionRequest request, string? documentId, string? authorization, CancellationToken cancellationToken)
    {
        var body = AssureRequests.Process(provider, request, documentId, authorization);
        var process = await client.CreateProcessAsync(dossier, body, cancellationToken);
        return new ProviderSession(dossier, process.Id, provider.SdkToken(process), StartsByItself: StartsByItself(request));
    }

    private bool StartsByItself(OpenSessionRequest request) => request.Capture switch
    {
        CapturePath.Upload => false,
        CapturePath.Sdk => !provider.StartedAfterSdk.Contains(provider.ProcessType(request.Request.ProcessType).Name),
        _ => true,
    };

    private static string ProcessOf(ProviderSession session) => session.ProcessKey
        ?? throw new ProviderException(
            ProviderErrorKind.NotFound, "provider.notFound", "The session has no process yet.", mayHaveTakenEffect: false);

    private static async Task<bool> SucceedsAsync(Task call, params ProviderErrorKind[] otherwise)
    {
        try
        {
            await call;
            return true;
        }
        catch (ProviderException exception) when (otherwise.Contains(exception.Kind))
        {
            return false;
        }
    }
}
