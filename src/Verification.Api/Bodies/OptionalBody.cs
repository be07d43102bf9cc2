using Verification.Api.Pipeline;
using Verification.Api.Problems;

namespace Verification.Api.Bodies;

/// <summary>A JSON body that may be left out.</summary>
internal static class OptionalBody
{
    /// <exception cref="ProblemException">There is a body and it is not an empty object.</exception>
    public static async Task RefuseMembersAsync(ApiCall call)
    {
        using var body = await JsonBody.FindAsync(call.Request, call.Aborted);
        if (body is not null)
        {
            var errors = new FieldErrors();
            new JsonFields(body.Root, "", errors).RefuseOthers();
            errors.ThrowIfAny();
        }
    }
}
