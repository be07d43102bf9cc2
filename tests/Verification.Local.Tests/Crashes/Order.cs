namespace Verification.Local.Tests.Crashes;

/// <summary>One thing that the client wants verified: its idempotency key, its reference, and what the scenario makes of it.</summary>
internal sealed record Order(string Name, string? Scenario, string Decision = "accepted")
{
    public string Reference => Scenario is null ? Name : $"scenario:{Scenario} {Name}";

    public Way Way { get; init; } = Way.Pictures;

    /// <summary>What the client does besides.</summary>
    public Act Act { get; init; }
}

/// <summary>How the person is verified.</summary>
internal enum Way
{
    /// <summary>The picture comes with the start.</summary>
    Pictures,

    /// <summary>Three pictures come with the start, and the provider may want better ones.</summary>
    Retake,

    /// <summary>The provider's widget in the client's app.</summary>
    Widget,

    /// <summary>The provider's own page.</summary>
    Page,

    /// <summary>The picture comes with the start; there is a second provider, should the first not take it.</summary>
    Fallback,
}

/// <summary>What a client may do at any moment.</summary>
internal enum Act
{
    None,
    Cancel,
    Erase,
}
