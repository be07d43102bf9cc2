using Verification.Core.Providers;
using Verification.Core.Storage;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>Which exception is which failure.</summary>
internal static class Failures
{
    public static readonly Code Internal = "internal.error";

    /// <summary>Nobody is asked to stay away for longer and meant it; a date at the end of time would end the workflow that adds it up.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    public static Failure Of(Exception exception) => exception switch
    {
        ProviderException provider => Of(provider),
        ErasedException => new Failure(FailureKind.Permanent, "erased"),
        InvalidDataException => new Failure(FailureKind.Permanent, "store.corrupt"),
        StoreException => new Failure(FailureKind.Transient, "store.unavailable"),
        _ => new Failure(FailureKind.Transient, Internal),
    };

    /// <remarks>
    /// Wrong credentials and unreadable answers count as transient: both are mended from outside, the one by an operator, the other by
    /// the provider, and until the deadline waiting is better than giving up.
    /// </remarks>
    private static Failure Of(ProviderException exception) => new(
        exception.Kind is ProviderErrorKind.Refused or ProviderErrorKind.NotFound ? FailureKind.Permanent : FailureKind.Transient,
        exception.Code,
        exception.RetryAfter > LongestRetryAfter ? LongestRetryAfter : exception.RetryAfter);
}
