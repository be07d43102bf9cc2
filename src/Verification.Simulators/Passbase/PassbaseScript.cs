namespace Verification.Simulators.Passbase;

/// <summary>What only Passbase does.</summary>
public sealed record PassbaseScript
{
    /// <summary>True: the client is given the key of somebody else's approved identity.</summary>
    public bool ForgedKey { get; init; }

    /// <summary>From the decision to the opposite one.</summary>
    public TimeSpan? ReversedAfter { get; init; }

    /// <summary>From the decision to a correction in the dashboard.</summary>
    public TimeSpan? DatapointUpdatedAfter { get; init; }

    /// <summary>From the decision to a hit in the watchlist, which makes the identity pending again; nobody decides it after that.</summary>
    public TimeSpan? WatchlistHitAfter { get; init; }

    /// <summary>True: an authentication makes an identity of its own, as the older documents have it. False: it is the known one.</summary>
    public bool FreshKey { get; init; }

    /// <summary>False: an authentication fails, which only the widget is told.</summary>
    public bool FaceFits { get; init; } = true;
}
