using System.Text.Json.Nodes;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Testing.Providers;

/// <summary>
/// A provider that does what the test says and counts what it was asked. By default everything succeeds, a started session is accepted
/// at the next look, and a deleted one is gone.
/// </summary>
public sealed class FakeProvider(string name = "fake") : IVerificationProvider
{
    private readonly Dictionary<string, FakeSession> _sessions = [];

    public ProviderDescriptor Descriptor { get; set; } = new()
    {
        Name = name,
        Family = name,
        CapturePaths = [CapturePath.Upload, CapturePath.Sdk, CapturePath.Hosted],
        ProcessTypes = ["document", "documentSelfie"],
        StartIsRepeatSafe = true,
        Options = ["level"],
        Submission = ["identityAccessKey", "faceMap"],
    };

    public IReadOnlyList<ImageKind> Images { get; set; } = [ImageKind.Front];

    /// <summary>Where a started session stands.</summary>
    public ProviderProgress Progress { get; set; } = new(ProviderState.Decided, Decision.Accepted);

    /// <summary>Where a session stands that has yet to be started.</summary>
    public ProviderProgress Unstarted { get; set; } = new(ProviderState.Pending);

    public ProviderResult Result { get; set; } = new(Decision.Accepted, [], null, null, [], null);

    /// <summary>Called before each call with its name; throw to make it fail before it has an effect.</summary>
    public Action<string>? Before { get; set; }

    /// <summary>Called after each call had its effect; throw to lose the answer.</summary>
    public Action<string>? After { get; set; }

    public Func<ImageKind, ImageVerdict> Verdict { get; set; } = _ => ImageVerdict.Good;

    /// <summary>The archive of the whole result; null for a provider that offers none.</summary>
    public Func<Stream>? Archive { get; set; }

    /// <summary>What a client SDK gets beside its token.</summary>
    public JsonObject? SdkOptions { get; set; }

    /// <summary>What a submission makes of the session.</summary>
    public Func<ProviderSession, JsonObject, ProviderSession> Submit { get; set; } = (session, _) => session;

    public WebhookReading Webhook { get; set; } = new(true, null, WebhookAnswer.Ok);

    /// <summary>Whether a search finds anything yet.</summary>
    public Func<bool> IsSearchable { get; set; } = () => true;

    public List<string> Calls { get; } = [];

    public int SessionsOpen => _sessions.Values.Distinct().Count(session => !session.Deleted);

    public int SessionsOpened => _sessions.Values.Distinct().Count();

    /// <summary>What the sessions can be found by.</summary>
    public IEnumerable<string> References => _sessions.Values.Select(session => session.Reference);

    public int Starts => _sessions.Values.Distinct().Sum(session => session.Starts);

    public int CallsOf(string call) => Calls.Count(called => called == call);

    public IReadOnlyList<ImageKind> NeededImages(VerificationRequest request) => Images;

    public IReadOnlyDictionary<string, string> Validate(VerificationRequest request, CapturePath capture) =>
        request.ProcessType is { } type && !Descriptor.ProcessTypes.Contains(type)
            ? new Dictionary<string, string> { ["processType"] = "Not a process type of this provider." }
            : new Dictionary<string, string>();

    public async Task<ProviderSession> OpenSessionAsync(
        OpenSessionRequest request, Func<ProviderSession, Task> progress, CancellationToken cancellationToken)
    {
        Enter("open");
        var session = request.Existing ?? new ProviderSession($"session-{_sessions.Count + 1}", Token: request.Capture == CapturePath.Sdk ? "sdk-token" : null)
        {
            SdkOptions = SdkOptions,
        };
        _sessions.TryAdd(session.Key, new FakeSession(request.ExternalReference));
        Leave("open");
        await progress(session);
        return session;
    }

    public Task<ProviderSession?> FindSessionAsync(string externalReference, CancellationToken cancellationToken) => Do("find", () =>
        _sessions.FirstOrDefault(entry => IsSearchable() && entry.Value.Reference == externalReference && !entry.Value.Deleted).Key is { } key
            ? new ProviderSession(key)
            : null);

    public async Task<ImageVerdict> UploadImageAsync(ProviderSession session, ImageUpload image, CancellationToken cancellationToken)
    {
        await using var content = await image.OpenAsync(cancellationToken);
        await content.CopyToAsync(Stream.Null, cancellationToken);
        return await Do($"upload.{image.Kind}", () => Verdict(image.Kind));
    }

    public Task<ProviderSession> SubmitAsync(ProviderSession session, JsonObject submission, CancellationToken cancellationToken) =>
        Do("submit", () => Rename(session, Submit(session, submission)));

    public Task StartAsync(ProviderSession session, CancellationToken cancellationToken) =>
        Do("start", () => _sessions[session.Key].Starts++);

    public Task FinishAsync(ProviderSession session, CancellationToken cancellationToken) => Do("finish", () => true);

    public Task<ProviderProgress> GetProgressAsync(ProviderSession session, CancellationToken cancellationToken) => Do("progress", () =>
        _sessions[session.Key] switch
        {
            { Deleted: true } => new ProviderProgress(ProviderState.Gone),
            { Starts: 0 } when Descriptor.NeedsStart.Count > 0 => Unstarted,
            _ when Progress.Session is { } learned => Progress with { Session = Rename(session, learned) },
            _ => Progress,
        });

    public Task<ProviderResult> GetResultAsync(ProviderSession session, CancellationToken cancellationToken) => Do("result", () => Result);

    public Task<Stream?> OpenArchiveAsync(ProviderSession session, CancellationToken cancellationToken) => Do("archive", () => Archive?.Invoke());

    public Task<DeletionOutcome> DeleteAsync(ProviderSession session, CancellationToken cancellationToken) => Do("delete", () =>
    {
        var former = _sessions[session.Key].Deleted;
        _sessions[session.Key].Deleted = true;
        return former ? DeletionOutcome.AlreadyGone : DeletionOutcome.Deleted;
    });

    public Task<IReadOnlyList<DocumentType>> GetDocumentTypesAsync(CancellationToken cancellationToken) => Do("documentTypes", () =>
        (IReadOnlyList<DocumentType>)[new DocumentType("1", "passport", null, "UTO", "Utopia")]);

    public ValueTask<WebhookReading> ReadWebhookAsync(WebhookRequest request, CancellationToken cancellationToken) => new(Webhook);

    private ProviderSession Rename(ProviderSession former, ProviderSession session)
    {
        _sessions[session.Key] = _sessions[former.Key];
        return session;
    }

    private Task<T> Do<T>(string call, Func<T> effect)
    {
        try
        {
            Enter(call);
            var value = effect();
            Leave(call);
            return Task.FromResult(value);
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    private void Enter(string call)
    {
        Calls.Add(call);
        Before?.Invoke(call);
    }

    private void Leave(string call) => After?.Invoke(call);

    private sealed class FakeSession(string reference)
    {
        public string Reference { get; } = reference;

        public int Starts { get; set; }

        public bool Deleted { get; set; }
    }
}
