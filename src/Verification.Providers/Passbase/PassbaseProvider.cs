using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Providers.Passbase;

/// <summary>
/// Passbase. The person's client does everything through the widget or the web link; the server only reads. What ties an identity to a
/// verification is the metadata that the client carries and cannot change.
/// </summary>
internal sealed class PassbaseProvider(
    PassbaseClient client, PassbaseLookup lookup, PassbaseWebhooks webhooks, IOptionsMonitor<PassbaseOptions> options)
    : IVerificationProvider
{
    public const string Name = PassbaseClient.Family;

    /// <summary>The member of a submission that names the identity, as the widget's <c>onSubmitted</c> gives it.</summary>
    public const string IdentityAccessKey = "identityAccessKey";

    public ProviderDescriptor Descriptor
    {
        get
        {
            var settings = options.CurrentValue;
            return new ProviderDescriptor
            {
                Name = Name,
                Family = PassbaseClient.Family,
                CapturePaths = PassbaseValidation.CapturePaths,
                ProcessTypes = PassbaseValidation.ProcessTypes,

                // The person's hand-in in the widget is what Passbase charges for; the server has no call that starts anything, so
                // calling it again buys nothing.
                NeedsStart = [],
                StartIsRepeatSafe = true,
                StartSettlesWithin = settings.Resilience.TotalTimeout + settings.Resilience.Settle,
                ReviewWindow = settings.ReviewWindow,
                SupportsDeletion = false,
                Options = PassbaseValidation.Options,
                Submission = [IdentityAccessKey],
                Simulated = settings.Simulated,
            };
        }
    }

    public IReadOnlyList<ImageKind> NeededImages(VerificationRequest request) => [];

    public IReadOnlyDictionary<string, string> Validate(VerificationRequest request, CapturePath capture) =>
        PassbaseValidation.Validate(request);

    /// <summary>Creates nothing at Passbase, and comes to the same whenever it runs again.</summary>
    public async Task<ProviderSession> OpenSessionAsync(
        OpenSessionRequest request, Func<ProviderSession, Task> progress, CancellationToken cancellationToken)
    {
        var settings = options.CurrentValue;
        var root = PassbaseValidation.Root(request.Request);
        if (root is not null)
        {
            await CheckRootAsync(root, PassbaseValidation.Text(request.Request, PassbaseValidation.Email), cancellationToken);
        }

        var metadata = PassbaseMetadata.Seal(request.Id, request.ExternalReference, settings.MetadataKey);
        var session = new ProviderSession(
            request.Id.ToString(), StartsByItself: true, Data: new PassbaseSession(request.Id, null, root, 0).ToData());
        return request.Capture is CapturePath.Hosted
            ? session with { CaptureUrl = await LinkAsync(request.Request, metadata, settings, cancellationToken) }
            : session with
            {
                Token = settings.PublishableKey,
                SdkOptions = PassbaseRequests.Widget(request.Request, metadata, settings),
            };
    }

    /// <summary>Always null: before the person hands something in there is nothing to be found, and after it progress finds it.</summary>
    public Task<ProviderSession?> FindSessionAsync(string externalReference, CancellationToken cancellationToken) =>
        Task.FromResult<ProviderSession?>(null);

    public Task<ImageVerdict> UploadImageAsync(ProviderSession session, ImageUpload image, CancellationToken cancellationToken) =>
        throw Refused("capture.notSupported", "Passbase takes no images from servers.");

    public async Task<ProviderSession> SubmitAsync(
        ProviderSession session, JsonObject submission, CancellationToken cancellationToken)
    {
        if (submission.Count == 0)
        {
            // An app need not know the key: each look at the session searches for the identity.
            return session;
        }

        var ours = PassbaseSession.Read(session);
        var key = PassbaseKey.Read(submission[IdentityAccessKey] is JsonValue value && value.TryGetValue(out string? text) ? text : null)
            ?? throw Refused("submission.incomplete", "The submission lacks identityAccessKey, which is a UUID.");
        if (ours.Key is not null)
        {
            return ours.Key == key ? session : throw Refused("submission.refused", "The session has another identity already.");
        }

        var identity = await client.GetIdentityAsync(key, cancellationToken);
        return await lookup.IsOursAsync(ours, identity, cancellationToken)
            ? ours.With(session, identity)
            : throw Refused("submission.notConfirmed", "The identity's metadata does not name this verification.");
    }

    public Task StartAsync(ProviderSession session, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task FinishAsync(ProviderSession session, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<ProviderProgress> GetProgressAsync(ProviderSession session, CancellationToken cancellationToken)
    {
        var ours = PassbaseSession.Read(session);
        try
        {
            var identity = ours.Key is { } key
                ? await client.GetIdentityAsync(key, cancellationToken)
                : await lookup.FindAsync(ours, cancellationToken);
            return identity is null ? new ProviderProgress(ProviderState.Pending) : Judge(session, ours, identity);
        }
        catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.NotFound)
        {
            return new ProviderProgress(ProviderState.Gone);
        }
    }

    public async Task<ProviderResult> GetResultAsync(ProviderSession session, CancellationToken cancellationToken)
    {
        var key = KeyOf(session);
        var identity = await client.GetIdentityAsync(key, cancellationToken);
        var decision = PassbaseProgress.Read(identity).Decision ?? throw new ProviderException(
            ProviderErrorKind.Protocol, "provider.undecided", "The identity has no decision any more.", mayHaveTakenEffect: false);
        return PassbaseResult.Read(identity, await client.ListResourcesAsync(key, cancellationToken), decision);
    }

    public Task<Stream?> OpenArchiveAsync(ProviderSession session, CancellationToken cancellationToken) =>
        options.CurrentValue.ArchiveFiles
            ? PassbaseArchive.OpenAsync(client, KeyOf(session), cancellationToken)
            : Task.FromResult<Stream?>(null);

    public Task<DeletionOutcome> DeleteAsync(ProviderSession session, CancellationToken cancellationToken) =>
        Task.FromResult(DeletionOutcome.NotSupported);

    /// <summary>What the project's settings let a person show.</summary>
    public async Task<IReadOnlyList<DocumentType>> GetDocumentTypesAsync(CancellationToken cancellationToken)
    {
        var settings = await client.GetSettingsAsync(cancellationToken);
        return [.. settings.DocumentTypes.Select(type => new DocumentType(type, type, SubType: null, Country: null, CountryName: null))];
    }

    public ValueTask<WebhookReading> ReadWebhookAsync(WebhookRequest request, CancellationToken cancellationToken) =>
        webhooks.ReadAsync(request, cancellationToken);

    /// <summary>Answers may come late and out of order: of two the one with the higher <c>updated</c> is right.</summary>
    private static ProviderProgress Judge(ProviderSession session, PassbaseSession ours, PassbaseIdentity identity) =>
        identity.Updated < ours.Updated
            ? new ProviderProgress(ProviderState.Processing)
            : PassbaseProgress.Read(identity) with
            {
                Session = ours.Key is null || identity.Updated > ours.Updated ? ours.With(session, identity) : null,
            };

    /// <summary>What could never be confirmed is refused before it is paid for: Passbase tells people apart by their e-mail.</summary>
    private async Task CheckRootAsync(string root, string? email, CancellationToken cancellationToken)
    {
        var identity = await client.GetIdentityAsync(root, cancellationToken);
        if (PassbaseProgress.Read(identity).Decision is not Decision.Accepted)
        {
            throw Refused("reauthentication.notApproved", "The identity to authenticate as is not approved.");
        }

        if (identity.Email is { } known && !known.Equals(email, StringComparison.OrdinalIgnoreCase))
        {
            throw Refused("reauthentication.otherEmail", "The identity to authenticate as has another e-mail address.");
        }
    }

    private async Task<Uri> LinkAsync(
        VerificationRequest request, string metadata, PassbaseOptions settings, CancellationToken cancellationToken)
    {
        var slug = settings.Slug.Length > 0 ? settings.Slug : (await client.GetSettingsAsync(cancellationToken)).Slug;
        return PassbaseRequests.Link(
            request,
            metadata,
            slug ?? throw new ProviderException(
                ProviderErrorKind.Protocol, "provider.protocol", "GET /settings answered without a slug.", mayHaveTakenEffect: false),
            settings);
    }

    private static string KeyOf(ProviderSession session) => PassbaseSession.Read(session).Key
        ?? throw new ProviderException(
            ProviderErrorKind.NotFound, "provider.notFound", "The session has no identity yet.", mayHaveTakenEffect: false);

    private static ProviderException Refused(string code, string message) =>
        new(ProviderErrorKind.Refused, code, message, mayHaveTakenEffect: false);
}
