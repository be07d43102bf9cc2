using System.Text.Json.Nodes;

namespace Verification.Api.OpenApi;

/// <summary>Headers of answers that a client has a use for.</summary>
internal static class OpenApiHeaders
{
    public static JsonObject Of(string route, int status)
    {
        var headers = new JsonObject();
        if (route is "StartVerification" or "EraseVerification")
        {
            headers["Location"] = Header("Where the verification is read.", "string");
        }

        if (route == "GetVerification")
        {
            headers["ETag"] = Header("Changes whenever the snapshot does.", "string");
        }

        if (status == 202)
        {
            headers["Retry-After"] = Header("Seconds until it makes sense to look again.", "integer");
        }

        return headers;
    }

    private static JsonObject Header(string description, string type) =>
        new() { ["description"] = description, ["schema"] = new JsonObject { ["type"] = type } };
}
