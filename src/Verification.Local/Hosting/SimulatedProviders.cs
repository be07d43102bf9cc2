namespace Verification.Local.Hosting;

/// <summary>The settings under which every provider is a simulated one.</summary>
internal static class SimulatedProviders
{
    /// <summary>
    /// A simulator on this machine answers at once or is dead, so the waits that a real provider needs are short: how long a call may
    /// take, how long its effect may still appear, how long a circuit stays open and how long a decision is followed. What is configured
    /// wins over it.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string?>> Pace { get; } = new Dictionary<string, string?>
    {
        ["Providers:Assure:Resilience:TryTimeout"] = "00:00:05",
        ["Providers:Assure:Resilience:TotalTimeout"] = "00:00:10",
        ["Providers:Assure:Resilience:Settle"] = "00:00:01",
        ["Providers:Assure:Resilience:BreakDuration"] = "00:00:01",
        ["Providers:Assure:SearchLag"] = "00:00:00.5",
        ["Providers:Incode:Resilience:TryTimeout"] = "00:00:05",
        ["Providers:Incode:Resilience:TotalTimeout"] = "00:00:10",
        ["Providers:Incode:Resilience:Settle"] = "00:00:01",
        ["Providers:Incode:Resilience:BreakDuration"] = "00:00:01",
        ["Providers:Incode:ReviewWindow"] = "00:00:05",
        ["Providers:Passbase:Resilience:TryTimeout"] = "00:00:05",
        ["Providers:Passbase:Resilience:Settle"] = "00:00:01",
        ["Providers:Passbase:Resilience:BreakDuration"] = "00:00:01",
        ["Providers:Passbase:ReviewWindow"] = "00:00:05",
    };

    private const string IncodeWebhookSecret = "secret-of-the-simulated-webhook-header";
    private const string IncodeTokenSecret = "secret-of-the-simulated-webhook-client";

    private const string PassbaseWebhookSecret = "secret-of-the-simulated-webhooks";

    /// <summary>The other half of the key that the simulated Passbase knows: public, and good for nothing else.</summary>
    private const string PassbaseMetadataKey =
        "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC0TaPJCjegtR6+43WwfsDYk2znufMuSQU5NDGFrhGDmct+Eshv5KYR5x8rL8kF"
        + "0a6PrbA9SDjri0HIm0ZiBz5do7KwpAz/DRC8Rf4eDnh95XL5v1fG387ar288eiK8gSxHj16Qrhp+gsuMY6iKNd6fgDkNgRFKVEBjxybmetdee3uG"
        + "nML+2rCVE3DwkLBcZBD3b/CNMqVSpSlPQVtfKtqjUGTqOAJ5i77lAMebX/PqZyqB9v+lvM1GvXkbCeI1ijLYUgTmjUhGAR8NhP83+TmzeX9DjTJD"
        + "LpNr6PL+KjIx3lL+4BQkLN4apphuov65YFiI/nir2JtuxWrLEPIbqLHZAgMBAAECggEAH7SxcwZhbti6vd2Y0f8QIWWXVo5r9X0wtnT3qmbIPKic"
        + "UKCz7305ONe4Mut1wZi0Rh7IaZZcMAtud3zanR1h+axyHT7T7DvbcAgs3hM0XAsvszxTDq1HnkwQVwWxOw3KABF1kyKSlSGh8p+JwTgk3E57eeTy"
        + "6euz4Pfh3tDGM55d/bFTI2q1U/LCukqEENoIne8raum9nPG/O37Ubs38kKsZdQ2WLQCVpXsSwKaU2xZ2rS8eD8vytXvYZNZO0p65N/aYl/AwLgIu"
        + "00Bs2kKZOeS9J4ITxQOfeICT8SN7JGLaYTzNuru9LH2V1uUcHigRPEagiDRyN3aoaCSjt7Pg4wKBgQD2e2Si04h/CiX5R2PLjHO9Y7i2s4X8/cyn"
        + "AK5SyhADgU+8je2WvGkt6nI9fNsOaElmWAX5taEsFdU0XbNXkIrRD/ur85e/+4reYmxu1hnscb9KXI5LoWDKu6G13cKwrutoMUZRtuZjSFTRGz8A"
        + "gI3ERsi3uC9uan04/sY2/jW2mwKBgQC7RAjTXyM3sT53F98EK2xNDASWgyNYDC1fNxq3J9xEh/WGoDgAMKDp5epgUcfTZoUb4cCGi47flyTY+kbE"
        + "M5Amtm0anfmVb9mx+yi7rvoAtYQo99nDyb8F++zonD8djbNKrL4iiG6cUIJDccH0wMmeTXmtB6z8ufsBXaUtLIqGmwKBgFc8RtrmGSo1UklOvgA9"
        + "nn0KPUbUdPicbwEwWYJNp6tF6g2nAc7WsjchAfvHI9SOjmPdhYfig7+RnprhCudT7f2eNYmfNjcpdPXOSehUeGpZu8U6ytXzsMkv7UTrzssvrXt7"
        + "7RJgtFuxLuuvQ/YOiZ5NGx8C3i6rG9S/PzIZeLM/AoGAJZvyUdEnl4XHT8/BgGrgI1EokrnfnU1Ex3yfpu0gdbsAensvBArAJnmAarvB8BkE3qam"
        + "Ld9VYF5Qjisljz3z03KL0u6rM3H1PKN+eMMZfo717expFcMs1BzWZZkLq/nLalHrFbBk1ovsvXLZSzh0xZA1waRq/46ydIHELKBnacUCgYEAng9u"
        + "Q1ml/Pk9+L1dca07qtQpT8brKhd1znDPzsn2pScgysDrW4U5nFiLoISainzQ7j+1iJHqcCeTMb1U/NHnanQRXtfNwv4+Cv9pV6RESX7rUHRV5pHv"
        + "wUl5SltZr9cRaQ77Z/SOK05OHK/1ERCM+5GcMk9KDoMwt0FzKxAywaM=";

    /// <summary>Where they are, and the accounts that they know.</summary>
    /// <param name="simulators">Where the simulators are, for example <c>http://localhost:7072</c>.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Settings(Uri simulators)
    {
        var assure = new Uri(simulators, "/assure-api/");
        var incode = new Uri(simulators, "/api/webhooks/incode");
        var passbase = new Uri(simulators, "/passbase-api/");
        return new Dictionary<string, string?>
        {
            ["Providers:Assure:Simulated"] = "true",
            ["Providers:Assure:BaseUrl"] = new Uri(assure, "assure/").AbsoluteUri,
            ["Providers:Assure:TokenUrl"] = new Uri(assure, "auth/open/connect/token").AbsoluteUri,
            ["Providers:Assure:ClientId"] = "sandbox-simulated-client-1",
            ["Providers:Assure:ClientSecret"] = "simulated-client-secret",
            ["Providers:Assure:CallbackSecrets:0"] = "callback-secret-of-the-simulated-account",
            ["Providers:Incode:Simulated"] = "true",
            ["Providers:Incode:BaseUrl"] = new Uri(simulators, "/incode-api/").AbsoluteUri,
            ["Providers:Incode:ApiKey"] = "simulated-api-key",
            ["Providers:Incode:ConfigurationId"] = "65fe00000000000000000001",
            ["Providers:Incode:ExecutiveEmail"] = "executive@simulated.example",
            ["Providers:Incode:ExecutivePassword"] = "simulated-password",
            ["Providers:Incode:Webhooks:Secrets:0"] = IncodeWebhookSecret,
            ["Providers:Incode:Webhooks:ClientId"] = "incode",
            ["Providers:Incode:Webhooks:ClientSecrets:0"] = IncodeTokenSecret,
            ["Providers:Passbase:Simulated"] = "true",
            ["Providers:Passbase:BaseUrl"] = new Uri(passbase, "verification/v2/").AbsoluteUri,
            ["Providers:Passbase:LinkUrl"] = new Uri(passbase, "link/").AbsoluteUri,
            ["Providers:Passbase:SecretKey"] = "simulated-secret-key",
            ["Providers:Passbase:PublishableKey"] = "simulated-publishable-key",
            ["Providers:Passbase:MetadataKey"] = PassbaseMetadataKey,
            ["Providers:Passbase:Webhooks:Secrets:0"] = PassbaseWebhookSecret,

            // What a customer sets in the dashboards; where the simulators run elsewhere it is set there.
            ["Simulators:Incode:Webhooks:Url"] = incode.AbsoluteUri,
            ["Simulators:Incode:Webhooks:Secret"] = IncodeWebhookSecret,
            ["Simulators:Incode:Webhooks:TokenUrl"] = new Uri($"{incode}/token").AbsoluteUri,
            ["Simulators:Incode:Webhooks:TokenClientId"] = "incode",
            ["Simulators:Incode:Webhooks:TokenClientSecret"] = IncodeTokenSecret,
            ["Simulators:Passbase:Webhooks:Url"] = new Uri(simulators, "/api/webhooks/passbase").AbsoluteUri,
            ["Simulators:Passbase:Webhooks:Secret"] = PassbaseWebhookSecret,
        };
    }
}
