using System.CommandLine;
using Verification.Local.Hosting;

namespace Verification.Local.Commands;

/// <summary>Where to listen.</summary>
internal static class UrlsOption
{
    public static Option<ListenUrls> Create(string preset) => new("--urls")
    {
        HelpName = "URL",
        Description = "Where to listen; several are separated by semicolons, port 0 takes a free one.",
        DefaultValueFactory = _ => ListenUrls.Parse(preset),
        CustomParser = result =>
        {
            try
            {
                return ListenUrls.Parse(result.Tokens[0].Value);
            }
            catch (FormatException exception)
            {
                result.AddError(exception.Message);
                return null;
            }
        },
    };
}
