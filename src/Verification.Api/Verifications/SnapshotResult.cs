using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Verification.Api.Pipeline;
using Verification.Core.Verifications;

namespace Verification.Api.Verifications;

/// <summary>Writes a snapshot with its ETag, or 304 where the client has it already (RFC 9110, 13.1.2).</summary>
internal sealed class SnapshotResult(VerificationSnapshot snapshot, int status) : IResult
{
    private static readonly TimeSpan AcceptedWait = TimeSpan.FromSeconds(1);

    public VerificationId Verification => snapshot.Record.Id;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(SnapshotBody.Of(snapshot), ApiJson.Options);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16))}\"");
        var response = httpContext.Response;
        response.StatusCode = status;
        response.GetTypedHeaders().ETag = tag;
        if (status == StatusCodes.Status200OK && IsKnown(httpContext.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (status == StatusCodes.Status202Accepted)
        {
            response.Headers.RetryAfter = RetryAfter.Seconds(AcceptedWait);
        }

        response.ContentType = MediaTypes.Json;
        response.ContentLength = json.Length;
        await response.Body.WriteAsync(json, httpContext.RequestAborted);
    }

    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any));
}
