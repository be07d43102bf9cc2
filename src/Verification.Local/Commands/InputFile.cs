using System.CommandLine.Parsing;

namespace Verification.Local.Commands;

/// <summary>Refuses a file that cannot be read before anything is begun: one that is missing, a folder, one of somebody else's.</summary>
internal static class InputFile
{
    public static void Check(SymbolResult result)
    {
        foreach (var token in result.Tokens)
        {
            try
            {
                File.OpenRead(token.Value).Dispose();
            }
            catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
            {
                result.AddError($"File does not exist: '{token.Value}'.");
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
            {
                result.AddError($"File cannot be read: '{token.Value}'.");
            }
        }
    }
}
