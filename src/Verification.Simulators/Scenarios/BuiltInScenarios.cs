namespace Verification.Simulators.Scenarios;

/// <summary>The scenarios that came with the simulators, one file each.</summary>
public static class BuiltInScenarios
{
    private const string Extension = ".json";

    private static readonly Dictionary<string, string> Resources = typeof(BuiltInScenarios).Assembly.GetManifestResourceNames()
        .Where(resource => resource.EndsWith(Extension, StringComparison.Ordinal))
        .ToDictionary(resource => resource[..^Extension.Length].Split('.')[^1], StringComparer.Ordinal);

    /// <summary>In alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Resources.Keys.Order(StringComparer.Ordinal)];

    internal static byte[] Read(string name)
    {
        using var stream = typeof(BuiltInScenarios).Assembly.GetManifestResourceStream(Resources[name])!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
