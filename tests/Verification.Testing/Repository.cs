namespace Verification.Testing;

/// <summary>The working copy that the tests were built from.</summary>
public static class Repository
{
    public const string SolutionFile = "Verification.Functions.sln";

    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, SolutionFile)))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"The tests do not run below a folder with {SolutionFile}.");
    }
}
