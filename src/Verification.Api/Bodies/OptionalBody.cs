using Verification.Api.Pipeline;
using Verification.Api.Problems;

namespace Verification.Api.Bodies;

/// <summary>A JSON body that may be left out.</summary>
internal static class OptionalBody
{
    /// <returns>Null when there is none.</returns>
    public static async Task<JsonBody?> ReadAsync(ApiCall call) =>
        call.Request.ContentLength is 0 || (call.Request.ContentLength is null && call.Request.Headers.TransferEncoding.Count == 0)
            ? null
            : await JsonBody.ReadAsync(call.Request, call.Aborted);

    /// <exception cref="ProblemException">There is a body and it is not an empty object.</exception>
    public static async Task RefuseMembersAsync(ApiCall call)
    {
        using var body = await ReadAsync(call);
        if (body is not null)
        {
            var errors = new FieldErrors();
            new JsonFields(body.Root, "", errors).RefuseOthers();
            errors.ThrowIfAny();
        }
    }
}
