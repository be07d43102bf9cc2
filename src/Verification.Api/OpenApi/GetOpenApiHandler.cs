using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Api.Routing;

namespace Verification.Api.OpenApi;

/// <summary>The description of the API, as it also lies in <c>docs/openapi.json</c>.</summary>
internal sealed class GetOpenApiHandler : IApiHandler
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Text { get; } = OpenApiDocument.Create().ToJsonString(Readable) + "\n";

    public Task<IResult> HandleAsync(ApiCall call) => Task.FromResult<IResult>(TypedResults.Text(Text, MediaTypes.Json));
}
