using System.Text;
using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Api.Routing;

namespace Verification.Api.OpenApi;

/// <summary>The description of the API as a page that needs nothing else: no script, no style sheet, no font from anywhere.</summary>
internal sealed class GetDocsHandler : IApiHandler
{
    private static readonly Lazy<string> Page = new(() => ReferencePage.Write(OpenApiDocument.Create()));

    public Task<IResult> HandleAsync(ApiCall call)
    {
        var headers = call.Request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        return Task.FromResult<IResult>(TypedResults.Text(Page.Value, MediaTypes.Html, Encoding.UTF8));
    }
}
