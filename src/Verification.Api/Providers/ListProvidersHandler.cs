using Microsoft.AspNetCore.Http;
using Verification.Api.Pipeline;
using Verification.Api.Routing;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Api.Providers;

internal sealed class ListProvidersHandler(ProviderCatalog catalog, IProviderHealth? health = null) : IApiHandler
{
    public Task<IResult> HandleAsync(ApiCall call)
    {
        ProviderBody[] providers =
        [
            .. catalog.All.Select(provider => BodyOf(provider.Descriptor)).OrderBy(provider => provider.Name, StringComparer.Ordinal),
        ];
        return Task.FromResult<IResult>(TypedResults.Json(new ItemsBody<ProviderBody>(providers), ApiJson.Options));
    }

    private ProviderBody BodyOf(ProviderDescriptor descriptor) => new(
        descriptor.Name,
        descriptor.CapturePaths,
        descriptor.ProcessTypes,
        descriptor.Options,
        descriptor.SupportsDeletion,
        descriptor.Simulated,
        health?.Of(descriptor.Family) ?? ProviderAvailability.Available);

    /// <param name="Options">Names that <c>providerOptions</c> may hold.</param>
    /// <param name="Availability">As this process sees it.</param>
    private sealed record ProviderBody(
        string Name,
        IReadOnlyList<CapturePath> CapturePaths,
        IReadOnlyList<string> ProcessTypes,
        IReadOnlyList<string> Options,
        bool SupportsDeletion,
        bool Simulated,
        ProviderAvailability Availability);
}
