using System.Security.Cryptography;
using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Core.Images;

/// <summary>Staged images: sealed bytes in <c>images/{id}/...</c> and the index of them in <c>staging/{id}</c>.</summary>
public sealed class ImageStore(IObjectStore objects, ISealedStore store)
{
    private const string IndexPrefix = "staging/";

    public async Task<ImageStaging> GetStagingAsync(VerificationId id, CancellationToken cancellationToken) =>
        (await objects.GetJsonAsync<ImageStaging>(IndexPath(id), cancellationToken))?.Value ?? new ImageStaging();

    /// <summary>
    /// Stores the bytes of an image that is not staged yet. They go to a new object, so that a reader of the former generation is not
    /// disturbed and a crash leaves at worst an object that <see cref="DiscardAsync"/> finds by its prefix.
    /// </summary>
    /// <param name="content">Read once, to the end; it refuses what is not an image by throwing.</param>
    /// <param name="describe">Called after the content was read: what it turned out to be.</param>
    public async Task<StagedImage> ReceiveAsync(
        VerificationId id,
        ImageKind kind,
        Stream content,
        Func<(ImageFormat Format, long Length, string Sha256)> describe,
        CancellationToken cancellationToken)
    {
        var path = $"{Prefix(id)}{kind.ToString().ToLowerInvariant()}/{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        await store.PutAsync(id, path, content, cancellationToken);
        var (format, length, sha256) = describe();
        return new StagedImage(kind, Generation: 0, path, format, length, sha256);
    }

    /// <summary>
    /// Stages what was received, each as the next generation of its kind. It goes through even when its sender has gone: the bytes are in.
    /// </summary>
    /// <param name="allowed">Asked again on every race: may this kind be staged now?</param>
    /// <returns>Null when <paramref name="allowed"/> said no to one; then none is staged and nothing is kept.</returns>
    public async Task<IReadOnlyList<StagedImage>?> StageAsync(
        VerificationId id, IReadOnlyList<StagedImage> received, Func<ImageStaging, ImageKind, bool> allowed)
    {
        StagedImage[]? staged = null;
        StagedImage[] former = [];
        await UpdateAsync(
            id,
            staging =>
            {
                staged = received.All(image => allowed(staging, image.Kind))
                    ? [.. received.Select(image => image with { Generation = staging.Generations.Of(image.Kind) + 1 })]
                    : null;
                former = [.. received.Select(image => staging.Images.GetValueOrDefault(image.Kind)).OfType<StagedImage>()];
                return staged is null ? null : staging.With(staged);
            },
            CancellationToken.None);
        await DropAsync(staged is null ? received : former);
        return staged;
    }

    /// <summary>Deletes bytes that are not staged, or no longer.</summary>
    public async Task DropAsync(IEnumerable<StagedImage> images)
    {
        foreach (var image in images)
        {
            await store.DeleteAsync(image.Path, CancellationToken.None);
        }
    }

    public Task<Stream?> OpenAsync(VerificationId id, StagedImage image, CancellationToken cancellationToken) =>
        store.OpenAsync(id, image.Path, cancellationToken);

    /// <summary>Marks what is staged now as submitted.</summary>
    /// <param name="needed">Kinds without which nothing is submitted.</param>
    /// <returns>The staging as it stands; <see cref="ImageStaging.Submitted"/> is unchanged when a needed kind is missing.</returns>
    public Task<ImageStaging> SubmitAsync(VerificationId id, IReadOnlyList<ImageKind> needed, CancellationToken cancellationToken) =>
        UpdateAsync(
            id,
            staging => staging.Generations.Has(needed) && staging.Submitted != staging.Generations
                ? staging with { Submitted = staging.Generations }
                : null,
            cancellationToken);

    /// <summary>Deletes all staged images and their index. Repeating it is harmless.</summary>
    public async Task DiscardAsync(VerificationId id, CancellationToken cancellationToken)
    {
        await store.DeleteAllAsync(Prefix(id), cancellationToken);
        await objects.DeleteAsync(IndexPath(id), cancellationToken);
    }

    /// <summary>The paths of all indexes of staged images.</summary>
    /// <param name="after">Leaves out this one and all before it.</param>
    public IAsyncEnumerable<string> ListStagedAsync(string? after, CancellationToken cancellationToken) =>
        objects.ListAsync(IndexPrefix, after, cancellationToken);

    /// <summary>Whose index lies there; null where the path is of anything else.</summary>
    public static VerificationId? IdIn(string path) =>
        path.StartsWith(IndexPrefix, StringComparison.Ordinal) && VerificationId.TryParse(path[IndexPrefix.Length..], out var id) ? id : null;

    private async Task<ImageStaging> UpdateAsync(
        VerificationId id, Func<ImageStaging, ImageStaging?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var current = await objects.GetJsonAsync<ImageStaging>(IndexPath(id), cancellationToken);
            var staging = current?.Value ?? new ImageStaging();
            if (change(staging) is not { } changed)
            {
                return staging;
            }

            var written = current is { } existing
                ? await objects.TryReplaceJsonAsync(IndexPath(id), changed, existing.Tag, cancellationToken)
                : await objects.TryCreateJsonAsync(IndexPath(id), changed, cancellationToken);
            if (written is not null)
            {
                return changed;
            }
        }
    }

    private static string Prefix(VerificationId id) => $"images/{id}/";

    private static string IndexPath(VerificationId id) => IndexPrefix + id;
}
