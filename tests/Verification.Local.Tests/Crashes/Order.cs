namespace Verification.Local.Tests.Crashes;

/// <summary>One thing that the client wants verified: its idempotency key, its reference, and what the scenario makes of it.</summary>
internal sealed record Order(string Name, string? Scenario, string Decision = "accepted", string Provider = Order.PictureId)
{
    public const string PictureId = "assure.signicatpictureid";
    public const string Incode = "incode";

    public string Reference => Scenario is null ? Name : $"scenario:{Scenario} {Name}";
}
