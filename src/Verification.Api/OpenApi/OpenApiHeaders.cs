using System.Text.Json.Nodes;

namespace Verification.Api.OpenApi;

/// <summary>Headers of answers that a client has a use for.</summary>
internal static class OpenApiHeaders
{
    /// <param name="schema">Of the answer's body.</param>
    public static JsonObject Of(string route, int status, string? schema)
    {
        var headers = new JsonObject();
        if (route is "StartVerification" or "EraseVerification" && status < 300)
        {
            headers["Location"] = Header("Where the verification is read.", "string");
        }

        if (schema == "Snapshot" || status == 304)
        {
            headers["ETag"] = Header("Changes whenever the snapshot does.", "string");
        }

        switch (status)
        {
            case 202:
                headers["Retry-After"] = Header("Seconds until it makes sense to look again.", "integer");
                break;
            case 401 when schema == "Problem":
                headers["WWW-Authenticate"] = Header("`Bearer`, where a key is needed.", "string");
                break;
            case 403:
                headers["WWW-Authenticate"] = Header("Names the scope that is missing.", "string");
                break;
            case OpenApiDocument.OtherError or 409 or 429 or 503 when schema == "Problem":
                headers["Retry-After"] = Header("Seconds to wait; absent where waiting does not help.", "integer");
                break;
        }

        return headers;
    }

    private static JsonObject Header(string description, string type) =>
        new() { ["description"] = description, ["schema"] = new JsonObject { ["type"] = type } };
}
