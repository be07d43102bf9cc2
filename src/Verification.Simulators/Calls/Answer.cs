using System.Text;
using System.Text.Json.Nodes;

namespace Verification.Simulators.Calls;

/// <summary>The body of an answer whose status and headers are already set on the response.</summary>
internal sealed record Answer(byte[] Body, string? ContentType)
{
    public static async Task<Answer> CaptureAsync(HttpContext http, IResult result)
    {
        var wire = http.Response.Body;
        using var buffer = new MemoryStream();
        http.Response.Body = buffer;
        try
        {
            await result.ExecuteAsync(http);
            await http.Response.BodyWriter.FlushAsync();
        }
        finally
        {
            http.Response.Body = wire;
        }

        // Some results set it; what goes out may be longer or shorter in the end.
        http.Response.ContentLength = null;
        return new Answer(buffer.ToArray(), http.Response.ContentType);
    }

    /// <summary>As a newer version of the provider might answer: with members that nobody has heard of.</summary>
    public Answer WithUnknownFields()
    {
        if (ContentType?.Contains("json", StringComparison.Ordinal) != true || Body.Length == 0)
        {
            return this;
        }

        var json = JsonNode.Parse(Body);
        foreach (var member in json is JsonArray items ? items.OfType<JsonObject>() : [json!.AsObject()])
        {
            member.Insert(0, "schemaRevision", 7);
            member["riskSignals"] = new JsonObject { ["velocity"] = new JsonArray(1, 2.5, "n/a"), ["device"] = null };
        }

        return this with { Body = Encoding.UTF8.GetBytes(json.ToJsonString()) };
    }

    public async Task WriteAsync(HttpContext http)
    {
        if (http.Response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        http.Response.ContentLength = Body.Length;
        await http.Response.Body.WriteAsync(Body, http.RequestAborted);
    }
}
