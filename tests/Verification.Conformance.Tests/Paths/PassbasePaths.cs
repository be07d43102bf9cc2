using System.Text.Json.Nodes;

namespace Verification.Conformance.Tests.Paths;

/// <summary>
/// Passbase: the widget in an app, the web link, and a biometric authentication of somebody known. The server opens, starts and deletes
/// nothing there. What no document settles is settled the other way in a project of its own.
/// </summary>
internal static class PassbasePaths
{
    private static readonly ProviderPath Widget = new("passbase", "sdk")
    {
        Person = new PassbaseWidget(),
        Calls = ["capture", "read", "result"],
        Outcomes = ["accepted", "rejected", "never"],
        Deletes = false,
        ChargesEachCapture = true,
        DecidesInLists = true,
        ReversesDecisions = true,
    };

    /// <summary>Notifications in plain text, short pages with the oldest first, identities that show late, files for us, thresholds.</summary>
    private static readonly HostVariant OtherProject = new(
        "otherwise",
        ["Providers:Passbase:Webhooks:Secrets:0", "Simulators:Passbase:Webhooks:Secret"],
        new Dictionary<string, string?>
        {
            ["Providers:Passbase:Webhooks:AllowPlain"] = "true",
            ["Providers:Passbase:ArchiveFiles"] = "true",
            ["Providers:Passbase:SearchPages"] = "1000",
            ["Simulators:Passbase:MaxLimit"] = "5",
            ["Simulators:Passbase:NewestFirst"] = "false",
            ["Simulators:Passbase:HiddenFor"] = "00:00:01",
            ["Simulators:Passbase:Thresholds"] = "true",
            ["Simulators:Passbase:FilesAllowed"] = "true",
            ["Simulators:Passbase:FilesAsJson"] = "true",
        });

    public static IReadOnlyList<ProviderPath> All { get; } =
    [
        Widget,
        Widget with { Capture = "hosted" },
        Widget with
        {
            ProcessType = "reauthentication",
            PrepareAsync = async client =>
            {
                var (identity, email) = await PassbaseWidget.BecomeKnownAsync(client);
                return new JsonObject { ["identity"] = identity, ["email"] = email };
            },

            // A face that does not fit is told to the widget alone, and a comparison is over at once.
            Outcomes = ["accepted"],
            TakesTwins = false,
            ReversesDecisions = false,
        },
        Widget with { Host = OtherProject, KnowsForgeries = false },
    ];
}
