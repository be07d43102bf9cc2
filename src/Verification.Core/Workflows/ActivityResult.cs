using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Verification.Core.Verifications;

namespace Verification.Core.Workflows;

public enum FailureKind
{
    /// <summary>Trying again later may help.</summary>
    Transient,

    /// <summary>Trying again will not help.</summary>
    Permanent,
}

/// <summary>Why an activity did not succeed.</summary>
/// <param name="RetryAfter">How long whoever refused asked us to stay away.</param>
public sealed record Failure(FailureKind Kind, Code Code, TimeSpan? RetryAfter = null) : IWorkflowMessage;

/// <summary>What every activity returns: a value, or a failure as a value.</summary>
public sealed record ActivityResult<T>(T? Value, Failure? Failure) : IWorkflowMessage
    where T : class, IWorkflowMessage
{
    [JsonIgnore]
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Failure is null;

    public static implicit operator ActivityResult<T>(T value) => new(value, null);

    public static implicit operator ActivityResult<T>(Failure failure) => new(null, failure);
}
