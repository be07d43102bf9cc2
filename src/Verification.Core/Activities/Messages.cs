using Verification.Core.Attempts;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>Which verification.</summary>
public sealed record VerificationInput(VerificationId Id) : IVerificationInput;

/// <summary>Which verification, and which of its providers: attempt n uses the n-th, counted from 1.</summary>
public sealed record AttemptInput(VerificationId Id, int Attempt) : IVerificationInput;

/// <summary>What to upload: the submitted generations, less those that this attempt has sent already.</summary>
public sealed record UploadImagesInput(VerificationId Id, int Attempt, ImageGenerations Submitted, ImageGenerations Sent) : IVerificationInput;

/// <param name="Sent">What the provider has by now and need not be sent again.</param>
/// <param name="Refused">Images that the provider wants again; empty when all are good.</param>
public sealed record UploadedImages(ImageGenerations Sent, IReadOnlyList<AwaitedInput> Refused) : IWorkflowMessage;

/// <summary>What is known of the paid start.</summary>
/// <param name="AskAgainAt">With <see cref="AttemptFate.Unknown"/>: when the provider may be asked.</param>
/// <param name="Refusal">With <see cref="AttemptFate.NotStarted"/>: why not.</param>
public sealed record StartedVerification(AttemptFate Fate, DateTimeOffset? AskAgainAt = null, Failure? Refusal = null) : IWorkflowMessage;

/// <summary>A look at the provider, and the hints that this look answers.</summary>
public sealed record CheckProgressInput(VerificationId Id, int Attempt, IReadOnlyList<Code> Hints) : IVerificationInput;

/// <summary>Where the provider stands.</summary>
public sealed record CheckedProgress(ProviderState State, Decision? Decision, Code? Reason) : IWorkflowMessage;

/// <param name="Abandoned">Nobody waits for the provider's answer any more; one that is there is recorded before it is deleted.</param>
public sealed record CloseSessionInput(VerificationId Id, int Attempt, bool Abandoned = false) : IVerificationInput;

public sealed record StoreResultInput(VerificationId Id, int Attempt, int Revision) : IVerificationInput;

/// <summary>What was stored.</summary>
public sealed record StoredResult(Decision Decision, IReadOnlyList<Code> Reasons) : IWorkflowMessage;

public sealed record RecordOutcomeInput(VerificationId Id, VerificationOutcome Outcome) : IVerificationInput;

/// <summary>How the verification is to run. Fixed when the workflow starts, so that a change of settings does not change its course.</summary>
/// <param name="Version">
/// Which course the workflow's code takes: a running instance keeps the one it began with, so that its history still fits. Histories of
/// before 1 do not name one.
/// </param>
/// <param name="FirstAttempt">Higher than 1 where an earlier instance, whose history was lost, had come further.</param>
/// <param name="Captured">In that attempt the paid start was under way, so that no image and no submit is awaited any more.</param>
/// <param name="Submitted">The images that came with the start, when nothing more is awaited.</param>
public sealed record VerificationPlan(
    CapturePath Capture,
    IReadOnlyList<ImageKind> NeededImages,
    ImageGenerations? Submitted,
    DateTimeOffset ExpiresAt,
    IReadOnlyList<ProviderPlan> Providers,
    WorkflowPace Pace,
    int Version = 0,
    int FirstAttempt = 1,
    bool Captured = false) : IWorkflowMessage
{
    /// <summary>
    /// 1: a submit is followed by a look at the provider, also while the capture is awaited; a start is looked at once it has settled,
    /// also after the deadline, and nothing is begun after it; a decision under review is polled, and stands where the changed one's result
    /// cannot be read; which provider an attempt is with is chosen as it begins.
    /// </summary>
    public const int CurrentVersion = 1;

    public VerificationPlan InOrder(ProviderOrder order) =>
        this with { Providers = [.. order.Providers.Select(name => Providers.First(plan => plan.Provider == name))] };
}

/// <summary>The providers in the order in which they are tried from here on.</summary>
public sealed record ProviderOrder(IReadOnlyList<Code> Providers) : IWorkflowMessage;

/// <summary>What differs between providers.</summary>
public sealed record ProviderPlan(
    Code Provider, bool NeedsStart, bool NeedsFinish, TimeSpan ReviewWindow, IReadOnlyList<Decision> ReviewedDecisions) : IWorkflowMessage;

/// <summary>The times of <see cref="VerificationOptions"/>.</summary>
public sealed record WorkflowPace(
    TimeSpan Patience,
    TimeSpan FallbackAfter,
    TimeSpan PollFirst,
    TimeSpan PollLast,
    TimeSpan CloseFor,
    int MaxRetakes) : IWorkflowMessage;
