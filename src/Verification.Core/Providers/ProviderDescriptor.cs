using Verification.Core.Verifications;

namespace Verification.Core.Providers;

/// <summary>What a provider is called and what it can do. Everything the workflow does differently per provider is read from here.</summary>
public sealed record ProviderDescriptor
{
    /// <summary>The name in the API, for example <c>assure.signicatpictureid</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The part of the name that webhooks are addressed to: <c>POST /api/webhooks/{family}</c>.</summary>
    public required string Family { get; init; }

    public required IReadOnlyList<CapturePath> CapturePaths { get; init; }

    /// <summary>The provider's own process types by our name (<c>document</c>, <c>documentSelfie</c>, or the provider's own).</summary>
    public required IReadOnlyList<string> ProcessTypes { get; init; }

    /// <summary>Capture paths on which <see cref="IVerificationProvider.StartAsync"/> is to be called; elsewhere the capture starts it.</summary>
    public IReadOnlyList<CapturePath> NeedsStart { get; init; } = [CapturePath.Upload];

    /// <summary>Capture paths on which <see cref="IVerificationProvider.FinishAsync"/> is to be called after the start.</summary>
    public IReadOnlyList<CapturePath> NeedsFinish { get; init; } = [];

    /// <summary>
    /// True when starting the same, still pending session again cannot buy a second verification. Where false, a start whose fate
    /// stays unknown ends the verification as <c>start.unknown</c>.
    /// </summary>
    public required bool StartIsRepeatSafe { get; init; }

    /// <summary>
    /// How long after a start was begun its effect may still appear: the longest that the call takes with all its tries, and some time
    /// to settle. Whoever finds an unresolved start waits this long before the provider's state is believed.
    /// </summary>
    public TimeSpan StartSettlesWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// False where <see cref="IVerificationProvider.FindSessionAsync"/> has no call to ask the provider by: a session whose opening was
    /// answered to nobody then stays there, and timeline and receipt say so.
    /// </summary>
    public bool FindsSessions { get; init; } = true;

    /// <summary>
    /// How long a session that has just been opened may be missing from what <see cref="IVerificationProvider.FindSessionAsync"/>
    /// searches; zero where it cannot search at all.
    /// </summary>
    public TimeSpan SearchLag { get; init; }

    /// <summary>How long after a decision the provider may still change it; zero where it does not.</summary>
    public TimeSpan ReviewWindow { get; init; }

    /// <summary>The decisions that it may still change; any other one closes the session at once.</summary>
    public IReadOnlyList<Decision> ReviewedDecisions { get; init; } = Enum.GetValues<Decision>();

    /// <summary>
    /// One session can hold attempts with several providers of the family, so a fallback within the family goes on in it: it is opened
    /// with an existing session of which nothing but the key is known.
    /// </summary>
    public bool SharesSessions { get; init; }

    public bool SupportsDeletion { get; init; } = true;

    /// <summary>Names that <c>providerOptions</c> may hold for this provider.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Names that the body of a submit may hold for this provider: what its SDK handed back.</summary>
    public IReadOnlyList<string> Submission { get; init; } = [];

    /// <summary>True when a simulator answers in the provider's place.</summary>
    public bool Simulated { get; init; }
}
