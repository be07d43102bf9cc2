using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Api.Routing;
using Verification.Core.Timeline;
using Verification.Core.Verifications;

namespace Verification.Api.Timeline;

/// <summary>The steps of a verification. They hold no personal data and outlive its erasure.</summary>
internal sealed class GetTimelineHandler(VerificationReader reader, TimelineStore timelines) : IApiHandler
{
    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var record = await call.FindVerificationAsync(reader);
        var entries = await timelines.GetAsync(record.Id, call.Aborted);
        return TypedResults.Json(new TimelineBody(entries, TimelineChain.Head(entries)), ApiJson.Options);
    }

    /// <param name="Head">Stands for all entries: it changes when any of them does.</param>
    private sealed record TimelineBody(IReadOnlyList<TimelineEntry> Entries, string Head);
}
