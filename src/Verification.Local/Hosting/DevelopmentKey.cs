using System.Text;
using Verification.Api.Clients;
using Verification.Core.Storage;
using Verification.Local.Commands;

namespace Verification.Local.Hosting;

/// <summary>The API key of the one client that somebody at his own machine needs.</summary>
internal sealed record DevelopmentKey(string Text)
{
    public const string Client = "development";

    private const string FileName = "development.key";

    public static DevelopmentKey New() => new(ApiKey.New().Value);

    /// <summary>
    /// Kept beside the data, readable by the owner only, so that what was started before a restart can still be read after it. A crash
    /// while it is written leaves a file without a line end, which counts as none.
    /// </summary>
    public static DevelopmentKey GetOrCreate(string dataDirectory)
    {
        try
        {
            using var file = PrivateFile.Open(Path.Combine(dataDirectory, FileName));
            using var reader = new StreamReader(file);
            if (reader.ReadToEnd() is { Length: > 0 } text && text.EndsWith('\n'))
            {
                return new DevelopmentKey(text.TrimEnd());
            }

            var key = New();
            PrivateFile.Write(file, Encoding.UTF8.GetBytes($"{key.Text}\n"));
            return key;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"The data folder {dataDirectory} cannot be used ({exception.Message.TrimEnd('.')}); choose another with --data.", innerException: exception);
        }
    }

    /// <summary>On loopback it is a convenience; beyond that it is only made where nobody could use the API otherwise.</summary>
    public static bool IsWanted(IConfiguration settings, Listener listener) =>
        listener.IsLoopback || !settings.GetSection(ClientOptions.Section).GetChildren().Any();

    public IEnumerable<KeyValuePair<string, string?>> Settings() => new Dictionary<string, string?>
    {
        [$"{ClientOptions.Section}:{Client}:Keys:0"] = Digest.Of(Text),
        [$"{ClientOptions.Section}:{Client}:Scopes:0"] = nameof(Scopes.All),
    };
}
