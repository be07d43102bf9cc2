using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Core.Providers;

namespace Verification.Api.Providers;

internal sealed class ListDocumentTypesHandler(ProviderCatalog catalog) : IApiHandler
{
    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var provider = catalog.Find(call.RouteValue("provider"))
            ?? throw new ProblemException(ProblemTypes.NotFound, "No such provider is configured.");
        return TypedResults.Json(new ItemsBody<DocumentType>(await provider.GetDocumentTypesAsync(call.Aborted)), ApiJson.Options);
    }
}
