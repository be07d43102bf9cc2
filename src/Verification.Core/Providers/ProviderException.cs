using Verification.Core.Verifications;

namespace Verification.Core.Providers;

public enum ProviderErrorKind
{
    /// <summary>May pass: time-out, connection, 429, 5xx, open circuit.</summary>
    Transient,

    /// <summary>The provider understood and refused; the same call will be refused again.</summary>
    Refused,

    /// <summary>Our credentials are wrong or lack a permission.</summary>
    Unauthorized,

    /// <summary>The provider does not know what we name.</summary>
    NotFound,

    /// <summary>The answer is not what the provider documents: unreadable, oversized, truncated.</summary>
    Protocol,
}

/// <summary>
/// A call to a provider failed. The message is for an operator and holds method, path template, HTTP status and trace id;
/// never a body, a token or a person's data.
/// </summary>
public sealed class ProviderException(
    ProviderErrorKind kind, Code code, string message, bool mayHaveTakenEffect, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The code of an answer that is larger than is taken.</summary>
    public const string AnswerTooLarge = "provider.answerTooLarge";

    public ProviderErrorKind Kind { get; } = kind;

    /// <summary>Stable code, for example <c>provider.timeout</c> or <c>provider.refused</c>.</summary>
    public Code Code { get; } = code;

    /// <summary>False only when it is certain that the call changed nothing at the provider.</summary>
    public bool MayHaveTakenEffect { get; } = mayHaveTakenEffect;

    /// <summary>How long the provider asked us to stay away.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
