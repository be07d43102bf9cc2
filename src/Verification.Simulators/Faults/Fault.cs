using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Verification.Simulators.Calls;

namespace Verification.Simulators.Faults;

/// <summary>
/// Something that goes wrong on the way. Without <see cref="First"/> and <see cref="Probability"/> it does so every time.
/// </summary>
public sealed record Fault
{
    /// <summary><c>*</c>, a <see cref="CallKind"/> in camelCase, or one call as <c>provider.call</c>.</summary>
    public required string Call { get; init; }

    public required FaultKind Kind { get; init; }

    /// <summary>Only the first so many times, counted for each session and call.</summary>
    public int? First { get; init; }

    /// <summary>How likely it is each time, above 0 up to 1; drawn from seed, reference, call and count.</summary>
    public double? Probability { get; init; }

    public int Seed { get; init; }

    /// <summary>The status of <see cref="FaultKind.Status"/>.</summary>
    public int? Status { get; init; }

    /// <summary>Sent as Retry-After in whole seconds with <see cref="FaultKind.Status"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True: the body of <see cref="FaultKind.Status"/> is a proxy's HTML page.</summary>
    public bool Html { get; init; }

    /// <summary>How late with <see cref="FaultKind.Slow"/>.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>How many bytes are added with <see cref="FaultKind.Oversize"/>.</summary>
    public int? Bytes { get; init; }

    /// <summary>True: the call has its effect before <see cref="FaultKind.Reset"/> loses the answer.</summary>
    public bool Applied { get; init; }

    internal bool Fires(Call call, int attempt, string scope, int seed) =>
        Concerns(call) && attempt <= (First ?? int.MaxValue) && (Probability is null || Draw(call, attempt, scope, seed) < Probability);

    internal bool Concerns(Call call) =>
        Call == "*" || Call == call.Name || string.Equals(Call, call.Kind.ToString(), StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong with it, or null.</summary>
    internal string? Problem(IEnumerable<Call> known) => this switch
    {
        _ when !known.Any(Concerns) => $"names the call '{Call}', which no provider has",
        { First: < 1 } => "has a 'first' below 1",
        { Probability: <= 0 or > 1 } => "has a 'probability' that is not above 0 and at most 1",
        { Kind: FaultKind.Status, Status: not (>= 400 and <= 599) } => "needs a 'status' from 400 to 599",
        { Kind: not FaultKind.Status, Status: not null } => "has a 'status', which belongs to the kind 'status'",
        { Kind: not FaultKind.Status, RetryAfter: not null } => "has a 'retryAfter', which belongs to the kind 'status'",
        { Kind: not FaultKind.Status, Html: true } => "has 'html', which belongs to the kind 'status'",
        { Kind: FaultKind.Slow, Delay: null } => "needs a 'delay'",
        { Kind: not FaultKind.Slow, Delay: not null } => "has a 'delay', which belongs to the kind 'slow'",
        { Kind: FaultKind.Oversize, Bytes: not > 0 } => "needs 'bytes' above 0",
        { Kind: not FaultKind.Oversize, Bytes: not null } => "has 'bytes', which belong to the kind 'oversize'",
        { Kind: not FaultKind.Reset, Applied: true } => "has 'applied', which belongs to the kind 'reset'",
        _ => null,
    };

    // A hash instead of a random number generator: the draw does not depend on which of two calls came first.
    private double Draw(Call call, int attempt, string scope, int seed)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{Seed}|{scope}|{call.Name}|{attempt}"));
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1.0);
    }
}
