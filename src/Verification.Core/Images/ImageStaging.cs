namespace Verification.Core.Images;

/// <summary>
/// Which images of a verification are staged and which generations were submitted, in <c>staging/{id}</c>. An image's bytes lie sealed
/// in an object of their own, written before this points to it.
/// </summary>
public sealed record ImageStaging
{
    public IReadOnlyDictionary<ImageKind, StagedImage> Images { get; init; } = new Dictionary<ImageKind, StagedImage>();

    public ImageGenerations? Submitted { get; init; }

    public ImageGenerations Generations =>
        Images.Values.Aggregate(ImageGenerations.None, (all, image) => all.With(image.Kind, image.Generation));

    /// <summary>With these in the place of former ones of their kinds.</summary>
    public ImageStaging With(IEnumerable<StagedImage> images)
    {
        var all = new Dictionary<ImageKind, StagedImage>(Images);
        foreach (var image in images)
        {
            all[image.Kind] = image;
        }

        return this with { Images = all };
    }
}
