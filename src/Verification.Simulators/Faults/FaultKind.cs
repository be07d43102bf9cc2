namespace Verification.Simulators.Faults;

public enum FaultKind
{
    /// <summary>An error status instead of an answer; the call has no effect.</summary>
    Status,

    /// <summary>The connection breaks. The call has no effect, unless <see cref="Fault.Applied"/>.</summary>
    Reset,

    /// <summary>The call is taken up late.</summary>
    Slow,

    /// <summary>The call has its effect, then the answer breaks off in the middle.</summary>
    Truncate,

    /// <summary>The call has its effect, then the answer is far too large.</summary>
    Oversize,

    /// <summary>The token runs out just before this call.</summary>
    ExpireToken,
}
