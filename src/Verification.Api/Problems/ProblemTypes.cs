using System.Reflection;

namespace Verification.Api.Problems;

/// <summary>Every error that this API answers with.</summary>
public static class ProblemTypes
{
    public static readonly ProblemType RequestInvalid = new("request.invalid", 400, "Some fields of the request are not valid.");
    public static readonly ProblemType BodyMalformed = new("body.malformed", 400, "The body cannot be read.");
    public static readonly ProblemType HeaderInvalid = new("header.invalid", 400, "A header of the request is not valid.");
    public static readonly ProblemType ImageRefused = new("image.refused", 400, "An image was refused.");
    public static readonly ProblemType KeyInvalid = new("key.invalid", 401, "A valid API key is needed.");
    public static readonly ProblemType ScopeMissing = new("scope.missing", 403, "The API key does not allow this.");
    public static readonly ProblemType NotFound = new("notFound", 404, "There is nothing here.");
    public static readonly ProblemType MethodNotAllowed = new("method.notAllowed", 405, "This method is not offered here.");
    public static readonly ProblemType BodyTooSlow = new("body.tooSlow", 408, "The body did not arrive in time.");
    public static readonly ProblemType StartInFlight = new("start.inFlight", 409, "An earlier request with this key is still being worked on.");
    public static readonly ProblemType ImageNotAwaited = new("image.notAwaited", 409, "This image is not awaited.");
    public static readonly ProblemType ImagesMissing = new("images.missing", 409, "Needed images are missing.");
    public static readonly ProblemType VerificationEnded = new("verification.ended", 409, "The verification has ended.");
    public static readonly ProblemType CancelTooLate = new("cancel.tooLate", 409, "It is too late to cancel.");
    public static readonly ProblemType SubmissionRefused = new("submission.refused", 409, "The provider refused what was submitted.");
    public static readonly ProblemType SessionNotReady = new("session.notReady", 409, "There is no session token yet.");
    public static readonly ProblemType SessionNone = new("session.none", 409, "This verification has no session token.");
    public static readonly ProblemType ResultNotDecided = new("result.notDecided", 409, "There is no decision yet.");
    public static readonly ProblemType ResultExpired = new("result.expired", 410, "The result is no longer kept.");
    public static readonly ProblemType Erased = new("verification.erased", 410, "The verification was erased.");
    public static readonly ProblemType BodyTooLarge = new("body.tooLarge", 413, "The body is too large.");
    public static readonly ProblemType ImageTooLarge = new("image.tooLarge", 413, "An image is too large.");
    public static readonly ProblemType MediaTypeUnsupported = new("mediaType.unsupported", 415, "This kind of content is not taken here.");
    public static readonly ProblemType IdempotencyKeyReused = new("idempotencyKey.reused", 422, "The idempotency key was used with another body.");
    public static readonly ProblemType RateExceeded = new("rate.exceeded", 429, "Too many requests.");
    public static readonly ProblemType BudgetSpent = new("budget.spent", 429, "Today's budget of verifications is spent.");
    public static readonly ProblemType InternalError = new("internal.error", 500, "Something went wrong on our side.");
    public static readonly ProblemType ProviderUnavailable = new("provider.unavailable", 503, "The provider cannot be reached.");
    public static readonly ProblemType StoreUnavailable = new("store.unavailable", 503, "The service cannot store or read at the moment.");

    public static IReadOnlyList<ProblemType> All { get; } =
    [
        .. typeof(ProblemTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<ProblemType>(),
    ];
}
