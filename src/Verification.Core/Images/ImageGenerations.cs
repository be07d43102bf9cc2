using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Images;

/// <summary>Which generation of each kind is meant; zero where there is none. Written as a code: <c>front.2-selfie.1</c>.</summary>
public sealed record ImageGenerations(int Front = 0, int Back = 0, int Selfie = 0) : IWorkflowMessage
{
    public static ImageGenerations None { get; } = new();

    public int Of(ImageKind kind) => kind switch
    {
        ImageKind.Front => Front,
        ImageKind.Back => Back,
        _ => Selfie,
    };

    public ImageGenerations With(ImageKind kind, int generation) => kind switch
    {
        ImageKind.Front => this with { Front = generation },
        ImageKind.Back => this with { Back = generation },
        _ => this with { Selfie = generation },
    };

    public bool Has(IEnumerable<ImageKind> kinds) => kinds.All(kind => Of(kind) > 0);

    /// <summary>True when every one of these kinds is of a higher generation here than there.</summary>
    public bool IsNewerThan(ImageGenerations other, IEnumerable<ImageKind> kinds) => kinds.All(kind => Of(kind) > other.Of(kind));

    /// <summary>The higher generation of each kind, so that signals that arrive out of order do no harm.</summary>
    public ImageGenerations Newest(ImageGenerations other) =>
        new(Math.Max(Front, other.Front), Math.Max(Back, other.Back), Math.Max(Selfie, other.Selfie));

    public Code ToCode() =>
        string.Join('-', Enum.GetValues<ImageKind>().Where(kind => Of(kind) > 0).Select(kind => $"{Word(kind)}.{Of(kind)}"));

    /// <summary>Reads what <see cref="ToCode"/> wrote; null for anything else.</summary>
    public static ImageGenerations? Parse(Code? code)
    {
        var generations = None;
        foreach (var part in code?.ToString().Split('-') ?? [])
        {
            var word = part.Split('.');
            if (word.Length != 2 || !Enum.TryParse<ImageKind>(word[0], ignoreCase: true, out var kind) || !int.TryParse(word[1], out var generation))
            {
                return null;
            }

            generations = generations.With(kind, generation);
        }

        return generations == None ? null : generations;
    }

    private static string Word(ImageKind kind) => kind.ToString().ToLowerInvariant();
}
