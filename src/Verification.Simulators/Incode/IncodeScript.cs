namespace Verification.Simulators.Incode;

/// <summary>What only Incode does: <c>incode</c> of a scenario.</summary>
public sealed record IncodeScript
{
    /// <summary>True: the flow does not mark the session completed; only finish-status does.</summary>
    public bool NeedsFinish { get; init; }

    /// <summary>True: the document has one side, so the answer to the front says that no back is needed.</summary>
    public bool OneSided { get; init; }

    /// <summary>The part of the score that a rejection is for: <c>idValidation</c>, <c>liveness</c> or <c>faceRecognition</c>.</summary>
    public string RejectedFor { get; init; } = "idValidation";

    /// <summary>True: the face is known from another session of the account.</summary>
    public bool ExistingUser { get; init; }

    /// <summary>A person at Incode decides later; null for never.</summary>
    public IncodeReview? Review { get; init; }
}

/// <param name="After">From the completion.</param>
public sealed record IncodeReview(TimeSpan After, bool Approved);
