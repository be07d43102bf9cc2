namespace Verification.Conformance.Tests.Paths;

/// <summary>Passbase: the widget in an app, and the web link. The server opens, starts and deletes nothing there.</summary>
internal static class PassbasePaths
{
    public static IReadOnlyList<ProviderPath> All { get; } =
    [
        .. from capture in new[] { "sdk", "hosted" }
           select new ProviderPath("passbase", capture)
           {
               Person = new PassbaseWidget(),
               Calls = ["capture", "read", "result"],
               Outcomes = ["accepted", "rejected", "never"],
               Deletes = false,
               ChargesEachCapture = true,
               DecidesInLists = true,
               ReversesDecisions = true,
           },
    ];
}
