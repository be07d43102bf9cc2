using Verification.Local.Commands;

namespace Verification.Local.Demo;

/// <summary>Which picture stands for which kind: those that were given, else the samples of the project.</summary>
internal sealed class DemoImages(DemoOptions options)
{
    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "samples");

    /// <summary>A back makes the document a card with two sides. Of ours Incode gets one, for which it has the most to say.</summary>
    public bool TwoSided { get; private set; } = options.Back is not null || options is { Front: null, Provider: "incode" };

    /// <summary>A face is compared when one was given, or when all pictures are ours to choose.</summary>
    public bool WithSelfie => options.Selfie is not null || options is { Front: null, Back: null };

    /// <param name="kinds">All kinds that are awaited together.</param>
    public IEnumerable<(string Kind, FileInfo File)> For(IReadOnlyList<string> kinds)
    {
        TwoSided |= kinds.Contains("back");
        return kinds.Select(kind => (kind, FileOf(kind)));
    }

    private FileInfo FileOf(string kind) => kind switch
    {
        "front" => options.Front ?? Sample(TwoSided ? "card-front.png" : "passport.png"),
        "back" => options.Back ?? Sample("card-back.png"),
        "selfie" => options.Selfie ?? Sample("selfie.jpg"),
        _ => throw new CommandException($"The service awaits '{kind}', and the demo has no picture of that."),
    };

    private static FileInfo Sample(string name) => new(Path.Combine(Samples, name));
}
