using System.Text.Json.Nodes;
using Verification.Core.Images;
using Verification.Core.Verifications;

namespace Verification.Core.Providers;

/// <summary>
/// One identity-verification provider. Implementations are stateless and safe for concurrent use, retry only what is safe to repeat,
/// bound and distrust every answer, and throw <see cref="ProviderException"/> and nothing else for what goes wrong at the provider.
/// </summary>
public interface IVerificationProvider
{
    ProviderDescriptor Descriptor { get; }

    /// <summary>Images that this request needs on the upload path.</summary>
    IReadOnlyList<ImageKind> NeededImages(VerificationRequest request);

    /// <summary>
    /// Why this request cannot be served, by field name of the start body; empty when it can. That it offers the capture, and that a hosted
    /// one has its redirect URL, was judged before.
    /// </summary>
    IReadOnlyDictionary<string, string> Validate(VerificationRequest request, CapturePath capture);

    /// <summary>
    /// Opens what the provider calls dossier, process, session or interview. <paramref name="progress"/> is called with what exists so
    /// far after each call that creates something, so that a crash in between leaves nothing unknown behind.
    /// </summary>
    Task<ProviderSession> OpenSessionAsync(
        OpenSessionRequest request, Func<ProviderSession, Task> progress, CancellationToken cancellationToken);

    /// <summary>The session that carries our reference, or null where there is none or the provider cannot be asked.</summary>
    Task<ProviderSession?> FindSessionAsync(string externalReference, CancellationToken cancellationToken);

    /// <summary>Sends one image. Sending the same kind again replaces the former.</summary>
    Task<ImageVerdict> UploadImageAsync(ProviderSession session, ImageUpload image, CancellationToken cancellationToken);

    /// <summary>
    /// Takes what the client handed in with its submit (Passbase: <c>identityAccessKey</c>; FaceTec: the face map) and returns the
    /// session to go on with. Refuses, as <see cref="ProviderErrorKind.Refused"/>, what does not belong to the session and, as
    /// <c>submission.incomplete</c> with a message that is shown to the client, what lacks something.
    /// </summary>
    /// <param name="submission">Empty where the client handed in nothing.</param>
    Task<ProviderSession> SubmitAsync(ProviderSession session, JsonObject submission, CancellationToken cancellationToken) =>
        Task.FromResult(session);

    /// <summary>
    /// Starts the verification, unless <see cref="ProviderSession.StartsByItself"/>; for most providers this is the call that costs
    /// money. It is never repeated inside except after an answer that proves nothing was started. A failure says through
    /// <see cref="ProviderException.MayHaveTakenEffect"/> what is known.
    /// </summary>
    Task StartAsync(ProviderSession session, CancellationToken cancellationToken);

    /// <summary>Tells the provider that nothing more comes, where it needs that before it can be final.</summary>
    Task FinishAsync(ProviderSession session, CancellationToken cancellationToken);

    /// <summary>Cheap look at where the session stands.</summary>
    Task<ProviderProgress> GetProgressAsync(ProviderSession session, CancellationToken cancellationToken);

    /// <summary>Everything the provider found, normalised. Only called once progress is final.</summary>
    Task<ProviderResult> GetResultAsync(ProviderSession session, CancellationToken cancellationToken);

    /// <summary>
    /// The provider's own archive of the whole result (zip), read as it arrives, or null where it offers none. Only called once
    /// progress is final and before deletion; the caller disposes it.
    /// </summary>
    Task<Stream?> OpenArchiveAsync(ProviderSession session, CancellationToken cancellationToken) => Task.FromResult<Stream?>(null);

    /// <summary>Deletes all that the provider holds for the session and confirms it where the provider can be asked.</summary>
    Task<DeletionOutcome> DeleteAsync(ProviderSession session, CancellationToken cancellationToken);

    Task<IReadOnlyList<DocumentType>> GetDocumentTypesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Checks and reads a notification. Total: any input gives a reading. The body is a hint and is never believed; what it names is
    /// read again from the provider.
    /// </summary>
    ValueTask<WebhookReading> ReadWebhookAsync(WebhookRequest request, CancellationToken cancellationToken);
}
