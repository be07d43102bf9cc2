using Verification.Core.Verifications;

namespace Verification.Core.Workflows;

public enum SignalKind
{
    ImagesReady,
    ProviderEvent,
    Cancel,
    Erase,
    Resend,
}

/// <summary>The one external event of all workflows. Delivered at least once; the receiver de-duplicates on <paramref name="Id"/>.</summary>
/// <param name="Ref">What it is about, for example the inbox entry or the image generations.</param>
public sealed record Signal(Code Id, SignalKind Kind, Code? Ref = null) : IWorkflowMessage
{
    /// <summary>The event's name on every engine.</summary>
    public const string EventName = "signal";
}
