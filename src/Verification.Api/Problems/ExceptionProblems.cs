using Microsoft.AspNetCore.Http;
using Verification.Core.Providers;
using Verification.Core.Storage;

namespace Verification.Api.Problems;

/// <summary>Which exception becomes which error answer.</summary>
internal static class ExceptionProblems
{
    private static readonly TimeSpan StoreWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ProviderWait = TimeSpan.FromSeconds(30);

    /// <returns>Null for an exception that nobody expected.</returns>
    public static ProblemException? Of(Exception exception) => exception switch
    {
        ProblemException problem => problem,
        ErasedException => new(ProblemTypes.Erased, "Nothing of this verification can be read any more."),
        StoreException => new(ProblemTypes.StoreUnavailable, "Try again in a moment.") { RetryAfter = StoreWait },
        ProviderException provider => new(ProblemTypes.ProviderUnavailable, "The provider did not give a usable answer.")
        {
            RetryAfter = provider.RetryAfter ?? ProviderWait,
        },
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new(ProblemTypes.BodyTooLarge, "The body is larger than this server takes."),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } =>
            new(ProblemTypes.BodyTooSlow, "The body came in too slowly or stopped."),
        BadHttpRequestException => new(ProblemTypes.BodyMalformed, "The body is cut short or wrongly framed."),
        _ => null,
    };
}
