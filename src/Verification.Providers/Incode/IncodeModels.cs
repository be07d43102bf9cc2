using System.Globalization;
using System.Text.Json;
using Verification.Providers.Http;

namespace Verification.Providers.Incode;

/// <summary>A session as it was opened, or opened again.</summary>
/// <param name="Token">For the calls of this session; valid for 90 days unless the account says otherwise.</param>
internal sealed record IncodeInterview(string Id, string Token)
{
    public static IncodeInterview? Read(JsonElement json) =>
        ProviderId.Read(json.Text("interviewId")) is { } id && json.Text("token") is { } token ? new IncodeInterview(id, token) : null;
}

/// <summary>Values of <c>onboardingStatus</c> that end a session; all others, known or not, are on the way.</summary>
internal static class IncodeStatus
{
    public const string Unknown = "UNKNOWN";
    public const string Finished = "ONBOARDING_FINISHED";
    public const string Approved = "MANUAL_REVIEW_APPROVED";
    public const string Rejected = "MANUAL_REVIEW_REJECTED";
    public const string Expired = "EXPIRED";

    /// <summary>Only the latest status is told, so what counts is whether it is beyond the end, not whether it is the end.</summary>
    public static bool IsOver(string? status) => status is Finished or Approved or Rejected or Expired;
}

/// <summary>Incode's error body: <c>timestamp</c>, <c>status</c>, <c>error</c>, <c>message</c>, <c>path</c>; any of them may be missing.</summary>
internal static class IncodeError
{
    /// <remarks>
    /// <c>status</c> is the HTTP status or a number of Incode's own such as 4019. What HTTP status comes with it is not documented.
    /// </remarks>
    public static ProviderError Read(JsonElement json) => Read(json, _ => "provider.refused");

    /// <summary>Where an image was sent, a number of Incode's own stands for what is wrong with it.</summary>
    public static ProviderError ReadOfImage(JsonElement json) => Read(json, IncodeQuality.CodeOf);

    private static ProviderError Read(JsonElement json, Func<int, string> refusal)
    {
        var status = json.Quantity("status");
        return new ProviderError
        {
            Code = status?.ToString(CultureInfo.InvariantCulture),
            Refusal = status is { } code && IsOwn(code) ? refusal((int)code) : null,
        };
    }

    private static bool IsOwn(double code) => code is >= 100 and <= 101 or >= 1000 and < 100_000;
}
