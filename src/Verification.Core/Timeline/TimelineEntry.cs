using Verification.Core.Verifications;

namespace Verification.Core.Timeline;

/// <summary>Who did a step.</summary>
public enum Actor
{
    Client,
    Provider,
    System,
    Operator,
}

/// <summary>
/// One step of a verification. Entries form a chain: each carries the digest of the one before it, so that none can be changed or
/// taken out without the head changing.
/// </summary>
/// <param name="Sequence">Counts from 1.</param>
/// <param name="Code">What happened, for example <c>session.opened</c>.</param>
/// <param name="Ref">Makes the step unique; the same code and ref are recorded once, however often the step runs.</param>
/// <param name="Previous">SHA-256 of the entry before, in its canonical form; 64 zeros for the first.</param>
public sealed record TimelineEntry(int Sequence, DateTimeOffset Time, Actor Actor, Code Code, Code Ref, string Previous);
