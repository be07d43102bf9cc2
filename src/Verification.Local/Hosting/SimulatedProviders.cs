namespace Verification.Local.Hosting;

/// <summary>The settings under which every provider is a simulated one.</summary>
internal static class SimulatedProviders
{
    /// <summary>
    /// A simulator on this machine answers at once or is dead, so the waits that a real provider needs are short: how long a call may
    /// take, how long its effect may still appear, and how long a circuit stays open. What is configured wins over it.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string?>> Pace { get; } = new Dictionary<string, string?>
    {
        ["Verification:SettleTime"] = "00:00:06",
        ["Providers:Assure:Resilience:TryTimeout"] = "00:00:05",
        ["Providers:Assure:Resilience:Settle"] = "00:00:01",
        ["Providers:Assure:Resilience:BreakDuration"] = "00:00:01",
    };

    /// <summary>Where they are, and the accounts that they know.</summary>
    /// <param name="simulators">Where the simulators are, for example <c>http://localhost:7072</c>.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Settings(Uri simulators)
    {
        var assure = new Uri(simulators, "/assure-api/");
        return new Dictionary<string, string?>
        {
            ["Providers:Assure:Simulated"] = "true",
            ["Providers:Assure:BaseUrl"] = new Uri(assure, "assure/").AbsoluteUri,
            ["Providers:Assure:TokenUrl"] = new Uri(assure, "auth/open/connect/token").AbsoluteUri,
            ["Providers:Assure:ClientId"] = "sandbox-simulated-client-1",
            ["Providers:Assure:ClientSecret"] = "simulated-client-secret",
            ["Providers:Assure:CallbackSecrets:0"] = "callback-secret-of-the-simulated-account",
        };
    }
}
