using Verification.Core.Images;

namespace Verification.Api.Images;

/// <summary>Image kinds as they stand in paths and bodies.</summary>
internal static class ImageKinds
{
    private static readonly Dictionary<string, ImageKind> ByWord = Enum.GetValues<ImageKind>().ToDictionary(Word);

    public static string Word(ImageKind kind) => kind.ToString().ToLowerInvariant();

    public static ImageKind? Find(string? word) => word is not null && ByWord.TryGetValue(word, out var kind) ? kind : null;
}
