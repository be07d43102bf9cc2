using System.Text.Json;
using Verification.Core.Providers;
using Verification.Providers.Http;
using Verification.Providers.Resilience;

namespace Verification.Providers.Passbase;

/// <summary>The calls of Passbase's API version 2, one method each; all of them only read. All throw <see cref="ProviderException"/>.</summary>
/// <remarks>https://github.com/passbase/passbase-go/blob/master/api/swagger.yaml</remarks>
internal sealed class PassbaseClient(IHttpClientFactory clients, TimeProvider time)
{
    public const string Family = "passbase";

    private const int PageSize = 100;
    private const int MaxPages = 10;

    // The error body is not documented, and the official client takes it for text.
    private readonly ProviderHttp _http = new(clients, Family, time, static _ => new ProviderError());

    public async Task<PassbaseSettings> GetSettingsAsync(CancellationToken cancellationToken) =>
        PassbaseSettings.Read(await GetAsync("settings", "/settings", cancellationToken));

    public async Task<PassbaseIdentity> GetIdentityAsync(string key, CancellationToken cancellationToken)
    {
        const string Template = "/identities/{id}";
        var identity = PassbaseIdentity.Read(await GetAsync($"identities/{key}", Template, cancellationToken));
        return identity?.Id == key ? identity : throw ProviderHttp.Protocol(Read(Template), "answered another identity or none");
    }

    /// <summary>One page of the project's identities, in no documented order.</summary>
    public async Task<PassbasePage<PassbaseIdentity>> ListIdentitiesAsync(string? cursor, CancellationToken cancellationToken) =>
        PassbasePage<PassbaseIdentity>.Read(
            await GetAsync($"identities{Page(cursor)}", "/identities", cancellationToken), PassbaseIdentity.Read);

    /// <summary>All resources of an identity. Mind the path: identities are plural, their resources lie under the singular.</summary>
    public async Task<IReadOnlyList<PassbaseResource>> ListResourcesAsync(string key, CancellationToken cancellationToken)
    {
        var resources = new List<PassbaseResource>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var json = await GetAsync($"identity/{key}/resources{Page(cursor)}", "/identity/{id}/resources", cancellationToken);
            var page = PassbasePage<PassbaseResource>.Read(json, PassbaseResource.Read);
            resources.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null && seen.Add(cursor) && seen.Count < MaxPages);
        return resources;
    }

    /// <summary>
    /// One captured file. Documented as JSON with a member <c>file</c>, while the service answered the file itself: both are read.
    /// </summary>
    public async Task<PassbaseContent> GetFileAsync(string key, string resource, string file, CancellationToken cancellationToken)
    {
        var call = new ProviderCall(HttpMethod.Get, "/identity/{id}/resources/{resource_id}/resource_files/{file_id}", Repeat.Safe)
        {
            Accept = "image/*, video/*, application/json;q=0.5",
        };
        using var response = await _http.OpenAsync(
            $"identity/{key}/resources/{resource}/resource_files/{file}", call, null, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return PassbaseContent.Read(response.Content.Headers.ContentType?.MediaType, body)
            ?? throw ProviderHttp.Protocol(call, "answered without a file");
    }

    private Task<JsonElement> GetAsync(string path, string template, CancellationToken cancellationToken) =>
        _http.SendAsync(path, Read(template), null, cancellationToken);

    private static ProviderCall Read(string template) => new(HttpMethod.Get, template, Repeat.Safe);

    private static string Page(string? cursor) =>
        cursor is null ? $"?limit={PageSize}" : $"?limit={PageSize}&cursor={Uri.EscapeDataString(cursor)}";
}
