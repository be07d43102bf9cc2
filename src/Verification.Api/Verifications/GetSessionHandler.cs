using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Core.Verifications;

namespace Verification.Api.Verifications;

/// <summary>What a client SDK needs to run the capture: its token, and beside it what else the provider's SDK is set up with.</summary>
internal sealed class GetSessionHandler(VerificationReader reader) : IApiHandler
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var record = await call.FindLivingAsync(reader);
        if (record.Outcome is not null)
        {
            throw new ProblemException(ProblemTypes.VerificationEnded, "Its session is closed.");
        }

        if (record.Capture == CapturePath.Upload)
        {
            throw new ProblemException(ProblemTypes.SessionNone, "Images are uploaded here; no SDK is involved.");
        }

        var (_, _, session) = await reader.CurrentSessionAsync(record, call.Aborted);
        return session switch
        {
            null => throw new ProblemException(ProblemTypes.SessionNotReady, "The session is being opened.") { RetryAfter = Wait },
            { Token: { } token } => TypedResults.Json(Body(token, session.SdkOptions), ApiJson.Options),
            _ => throw new ProblemException(ProblemTypes.SessionNone, "This provider's capture works without a token."),
        };
    }

    private static JsonObject Body(string token, JsonObject? options)
    {
        var body = new JsonObject { ["token"] = token };
        foreach (var (name, value) in options ?? [])
        {
            body[name] = value?.DeepClone();
        }

        return body;
    }
}
