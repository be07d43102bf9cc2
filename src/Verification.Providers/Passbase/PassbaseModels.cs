using System.Text.Json;
using Verification.Core.Sessions;
using Verification.Core.Verifications;
using Verification.Providers.Http;

namespace Verification.Providers.Passbase;

/// <summary>An identity: what Passbase makes of one run of its widget.</summary>
/// <param name="Updated">Unix time in seconds; zero where it is not said.</param>
/// <param name="Reference">Ours, from the metadata; null where there is none or it was not sealed with our key.</param>
/// <param name="Json">The whole answer.</param>
internal sealed record PassbaseIdentity(string Id, string? Status, long Updated, string? Reference, string? Email, JsonElement Json)
{
    public static PassbaseIdentity? Read(JsonElement json) =>
        PassbaseKey.Read(json.Text("id")) is not { } id ? null : new PassbaseIdentity(
            id,
            json.Text("status")?.ToLowerInvariant(),
            json.Number("updated") ?? 0,
            json.Member("metadata").Text(PassbaseMetadata.Reference),
            json.Member("owner").Text("email"),
            json);

    /// <summary>The verification that the metadata names: the only proof whose identity this is.</summary>
    public VerificationId? Verification => ExternalReference.VerificationOf(Reference);
}

/// <summary>A document, a face video or another part of an identity.</summary>
internal sealed record PassbaseResource(string Id, string Type, string? Status, IReadOnlyList<PassbaseFile> Files)
{
    /// <summary>Older answers call the type <c>step</c>.</summary>
    public static PassbaseResource? Read(JsonElement json) =>
        PassbaseKey.Read(json.Text("id")) is not { } id ? null : new PassbaseResource(
            id,
            json.Text("type") ?? json.Text("step") ?? "UNKNOWN",
            json.Text("status")?.ToLowerInvariant(),
            [.. json.Member("resource_files").Items().Select(PassbaseFile.Read).OfType<PassbaseFile>()]);
}

/// <summary>A file of a resource.</summary>
/// <param name="Type"><c>face_video</c> or <c>document_image</c>.</param>
internal sealed record PassbaseFile(string Id, string Type)
{
    public static PassbaseFile? Read(JsonElement json) =>
        PassbaseKey.Read(json.Text("id")) is { } id ? new PassbaseFile(id, ProviderId.Read(json.Text("type")) ?? "file") : null;
}

/// <param name="Next">Opaque; null on the last page.</param>
internal sealed record PassbasePage<T>(IReadOnlyList<T> Items, string? Next)
{
    public static PassbasePage<T> Read(JsonElement json, Func<JsonElement, T?> read) => new(
        [.. json.Member("data").Items().Select(read).OfType<T>()], json.Member("cursor").Text("next"));
}

/// <param name="DocumentTypes">What the project takes as an identity document.</param>
internal sealed record PassbaseSettings(string? Slug, IReadOnlyList<string> DocumentTypes)
{
    private const string DocumentStep = "identity_document_check";

    public static PassbaseSettings Read(JsonElement json) => new(
        json.Text("slug"),
        [
            .. json.Member("verification_steps").Items()
                .Where(step => step.Text("step") == DocumentStep)
                .SelectMany(step => step.Member("resource_types").Items().Select(type => type.AsText()))
                .OfType<string>(),
        ]);
}

/// <summary>An id of Passbase: a UUID. It becomes a part of paths, so nothing else is taken.</summary>
internal static class PassbaseKey
{
    /// <summary>In one spelling, since a browser and a notification may give it in two; null for anything but a UUID.</summary>
    public static string? Read(string? text) => Guid.TryParseExact(text, "D", out var key) ? key.ToString("D") : null;
}
