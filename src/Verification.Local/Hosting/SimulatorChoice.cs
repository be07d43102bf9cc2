using System.CommandLine.Parsing;

namespace Verification.Local.Hosting;

/// <summary>Which simulated providers <c>serve</c> uses.</summary>
/// <param name="On">In this process; null leaves it to whether a provider is configured.</param>
/// <param name="Elsewhere">Those of another process.</param>
internal sealed record SimulatorChoice(bool? On, Uri? Elsewhere = null)
{
    public static SimulatorChoice Default { get; } = new(On: null);

    public static SimulatorChoice? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        switch (text)
        {
            case "on":
                return new SimulatorChoice(On: true);
            case "off":
                return new SimulatorChoice(On: false);
            case var _ when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https":
                return new SimulatorChoice(On: false, url);
            default:
                result.AddError($"--simulators is on, off or a URL such as http://localhost:7072, not '{text}'.");
                return null;
        }
    }
}
