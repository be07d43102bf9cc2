using Microsoft.Extensions.Options;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Providers.Incode;

/// <summary>Incode Omni. A session, called interview there, is one verification of one person.</summary>
internal sealed class IncodeProvider(
    IncodeClient client,
    IncodeTokens tokens,
    IncodeProcessing processing,
    IncodeResults results,
    IncodeDeletion deletion,
    IncodeWebhooks webhooks,
    IOptionsMonitor<IncodeOptions> options) : IVerificationProvider
{
    /// <summary>A request may be 10 MB, of which base64 makes a third more than the image has.</summary>
    private const long MaxImageBytes = (10L * 1024 * 1024 / 4 * 3) - 1024;

    public ProviderDescriptor Descriptor
    {
        get
        {
            var settings = options.CurrentValue;
            return new ProviderDescriptor
            {
                Name = IncodeClient.Family,
                Family = IncodeClient.Family,
                CapturePaths = [CapturePath.Upload, CapturePath.Sdk, CapturePath.Hosted],
                ProcessTypes = [IncodeRequests.WithFace, IncodeRequests.DocumentOnly],
                NeedsStart = [CapturePath.Upload],
                NeedsFinish = [CapturePath.Upload],

                // No public document says what is charged for; it is taken to be the processing of the document. "To process again,
                // both sides must be uploaded again": the same call alone processes nothing.
                StartIsRepeatSafe = true,
                StartSettlesWithin = settings.Resilience.TryTimeout + settings.Resilience.Settle,
                ReviewWindow = settings.ReviewWindow,

                // A person at Incode decides about sessions that need review and about no others.
                ReviewedDecisions = [Decision.Inconclusive],
                SupportsDeletion = settings.HasExecutive,
                FindsSessions = false,
                Options = IncodeRequests.Options,
                Simulated = settings.Simulated,
            };
        }
    }

    public IReadOnlyList<ImageKind> NeededImages(VerificationRequest request) => IncodeRequests.NeededImages(request);

    public IReadOnlyDictionary<string, string> Validate(VerificationRequest request, CapturePath capture) =>
        IncodeRequests.Validate(request);

    public async Task<ProviderSession> OpenSessionAsync(
        OpenSessionRequest request, Func<ProviderSession, Task> progress, CancellationToken cancellationToken)
    {
        var session = request.Existing;
        if (session is null)
        {
            var interview = await client.StartAsync(IncodeRequests.Start(request, options.CurrentValue), cancellationToken);
            session = IncodeSession.Of(interview, request.Request, IncodeRequests.Flow(request.Request, options.CurrentValue));
            await progress(session);
        }

        if (request.Capture is CapturePath.Hosted && session.CaptureUrl is null)
        {
            var opened = session;
            var url = await tokens.ForSessionAsync(
                opened, token => client.GetOnboardingUrlAsync(token, cancellationToken), cancellationToken);
            session = opened with { CaptureUrl = url };
        }

        return session with { StartsByItself = request.Capture is not CapturePath.Upload };
    }

    /// <summary>Sessions can be searched by our reference in the dashboard, but by no call.</summary>
    public Task<ProviderSession?> FindSessionAsync(string externalReference, CancellationToken cancellationToken) =>
        Task.FromResult<ProviderSession?>(null);

    public async Task<ImageVerdict> UploadImageAsync(ProviderSession session, ImageUpload image, CancellationToken cancellationToken)
    {
        var retake = IncodeSession.Retake(session, image.Kind);
        if (image.Length > MaxImageBytes)
        {
            return ImageVerdict.Refuse(image.Kind, "tooLarge", retake);
        }

        try
        {
            var answer = await tokens.ForSessionAsync(
                session, token => client.AddImageAsync(token, image, cancellationToken), cancellationToken);
            return IncodeQuality.Judge(image.Kind, answer, options.CurrentValue.Quality, retake);
        }
        catch (ProviderException exception)
            when (exception.Kind is ProviderErrorKind.Refused && IncodeQuality.WordOf(exception.Code, image.Kind) is { } word)
        {
            return ImageVerdict.Refuse(image.Kind, word, retake);
        }
    }

    public Task StartAsync(ProviderSession session, CancellationToken cancellationToken) => session.StartsByItself
        ? Task.CompletedTask
        : tokens.ForSessionAsync(session, token => client.ProcessIdAsync(token, cancellationToken), cancellationToken);

    /// <summary>
    /// What follows the start, all of which may be repeated: comparing the faces, waiting for the document to be processed, and marking
    /// the session completed. Finishing before the processing has ended would have the rules judge a half of it.
    /// </summary>
    public Task FinishAsync(ProviderSession session, CancellationToken cancellationToken) =>
        processing.FinishAsync(session, cancellationToken);

    public Task<ProviderProgress> GetProgressAsync(ProviderSession session, CancellationToken cancellationToken) =>
        results.GetProgressAsync(session, cancellationToken);

    public Task<ProviderResult> GetResultAsync(ProviderSession session, CancellationToken cancellationToken) =>
        results.GetResultAsync(session, cancellationToken);

    public Task<Stream?> OpenArchiveAsync(ProviderSession session, CancellationToken cancellationToken) =>
        tokens.ForSessionAsync(
            session, token => IncodeArchive.OpenAsync(client, token, session.Key, cancellationToken), cancellationToken);

    public Task<DeletionOutcome> DeleteAsync(ProviderSession session, CancellationToken cancellationToken) =>
        deletion.DeleteAsync(session, cancellationToken);

    /// <summary>Incode lists no documents: a flow takes what it is configured for.</summary>
    public Task<IReadOnlyList<DocumentType>> GetDocumentTypesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DocumentType>>([]);

    public ValueTask<WebhookReading> ReadWebhookAsync(WebhookRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(webhooks.Read(request));
}
