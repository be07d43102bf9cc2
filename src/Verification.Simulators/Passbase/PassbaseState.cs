using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Verification.Simulators.Ledger;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Passbase;

/// <summary>All identities, and the ways in which one moves: created, processing, pending, decided, and perhaps decided again.</summary>
internal sealed class PassbaseState(
    ScenarioRuns runs, SimulatorLedger ledger, Scheduler scheduler, PassbaseWebhooks webhooks, IOptions<PassbaseOptions> options)
{
    public const string Provider = "passbase";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, PassbaseIdentity> _identities = new(StringComparer.OrdinalIgnoreCase);
    private long _count;

    public PassbaseIdentity? Find(string id)
    {
        lock (_lock)
        {
            return _identities.GetValueOrDefault(id);
        }
    }

    /// <summary>Looks at an identity while nothing else moves.</summary>
    /// <exception cref="PassbaseError">There is none, or not yet.</exception>
    public T Read<T>(string id, Func<PassbaseIdentity, T> read)
    {
        lock (_lock)
        {
            return read(_identities.TryGetValue(id, out var identity) && IsVisible(identity) ? identity : throw PassbaseError.NotFound("Identity"));
        }
    }

    /// <summary>Identities beyond one of the list, in the list's order.</summary>
    /// <param name="after">The number of the one before; null for the first page.</param>
    public (IReadOnlyList<T> Items, long? Next) List<T>(long? after, int limit, Func<PassbaseIdentity, T> read)
    {
        lock (_lock)
        {
            var visible = _identities.Values.Where(IsVisible);
            PassbaseIdentity[] page = options.Value.NewestFirst
                ? [.. visible.Where(identity => !(identity.Number >= after)).OrderByDescending(identity => identity.Number).Take(limit + 1)]
                : [.. visible.Where(identity => !(identity.Number <= after)).OrderBy(identity => identity.Number).Take(limit + 1)];
            return ([.. page.Take(limit).Select(read)], page.Length > limit ? page[limit - 1].Number : null);
        }
    }

    /// <summary>The person has handed everything in, which is what is billed.</summary>
    /// <returns>The key that the client is given.</returns>
    public async Task<string> SubmitAsync(JsonObject? metadata, string? reference, string? email)
    {
        var identity = Open(metadata, reference, email);
        var script = identity.Run.Scenario.Passbase;
        await webhooks.SubmittedAsync(identity);
        Move(identity, PassbaseStatus.Processing);
        if (identity.Run.Scenario.Outcome != Outcome.Never)
        {
            scheduler.After(identity.Run.Scenario.Processing, () => Complete(identity));
        }

        return script.ForgedKey ? OpenSomebodyElse() : identity.Id;
    }

    /// <summary>The identity as which a person with this e-mail address is authenticated.</summary>
    public PassbaseIdentity? FindRoot(string? email)
    {
        lock (_lock)
        {
            return !options.Value.Authentication || email is null ? null : _identities.Values.FirstOrDefault(identity =>
                identity.Status == PassbaseStatus.Approved && string.Equals(identity.Email, email, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>The person's face was compared and fits.</summary>
    /// <returns>The key that the client is given.</returns>
    public async Task<string> AuthenticateAsync(PassbaseIdentity root, JsonObject? metadata, string? reference)
    {
        var id = RandomIds.Uuid();
        var run = runs.Session(reference, id);
        if (run.Scenario.Passbase.FreshKey)
        {
            return await SubmitAsync(metadata, reference, root.Email);
        }

        lock (_lock)
        {
            root.Run = run;
            root.LedgerId = id;
            root.Metadata = options.Value.MetadataFollowsAuthentication ? metadata : root.Metadata;
            root.Updated = scheduler.Now;
            ledger.Opened(Provider, id, reference, run.Scenario.Name);
            ledger.Started(Provider, id, id, "authentication");
        }

        webhooks.Send(root, "IDENTITY_AUTHENTICATED");
        return root.Id;
    }

    public void Reset()
    {
        lock (_lock)
        {
            _identities.Clear();
        }

        webhooks.Reset();
    }

    private bool IsVisible(PassbaseIdentity identity) => identity.Created + options.Value.HiddenFor <= scheduler.Now;

    private PassbaseIdentity Open(JsonObject? metadata, string? reference, string? email)
    {
        var id = RandomIds.Uuid();
        var run = runs.Session(reference, id);
        PassbaseIdentity identity;
        lock (_lock)
        {
            identity = new PassbaseIdentity(id, ++_count, run, email ?? $"person-{id[..8]}@example.com", scheduler.Now) { Metadata = metadata };
            _identities[id] = identity;
            ledger.Opened(Provider, id, reference, run.Scenario.Name);
            ledger.Started(Provider, id, id, "verification");
        }

        if (run.Scenario.Retention is { } retention)
        {
            scheduler.After(retention, () => Remove(identity));
        }

        return identity;
    }

    /// <summary>Not in the ledger: nobody opened it here.</summary>
    private string OpenSomebodyElse()
    {
        var id = RandomIds.Uuid();
        lock (_lock)
        {
            _identities[id] = new PassbaseIdentity(id, ++_count, runs.General(), "somebody-else@example.com", scheduler.Now)
            {
                Status = PassbaseStatus.Approved,
                Processed = scheduler.Now,
                Metadata = new JsonObject { ["externalReference"] = "ver_0197f0000000700080000000000000ff" },
            };
        }

        return id;
    }

    private void Complete(PassbaseIdentity identity)
    {
        var outcome = PassbaseStatus.Of(identity.Run.Scenario.Outcome);
        var decided = options.Value.Thresholds && PassbaseStatus.IsDecision(outcome);
        if (!Move(identity, decided ? outcome : PassbaseStatus.Pending))
        {
            return;
        }

        webhooks.Send(identity, "VERIFICATION_COMPLETED");
        if (decided)
        {
            Reviewed(identity);
        }
        else if (PassbaseStatus.IsDecision(outcome))
        {
            scheduler.After(options.Value.ReviewAfter, () => Review(identity, outcome));
        }
    }

    private void Review(PassbaseIdentity identity, string decision)
    {
        if (Move(identity, decision))
        {
            Reviewed(identity);
        }
    }

    private void Reviewed(PassbaseIdentity identity)
    {
        webhooks.Send(identity, "VERIFICATION_REVIEWED");
        var script = identity.Run.Scenario.Passbase;
        After(script.ReversedAfter, () => Change(identity, "VERIFICATION_REVIEWED", it => it.Status = PassbaseStatus.Opposite(it.Status)));
        After(script.DatapointUpdatedAfter, () => Change(identity, "DATAPOINT_UPDATED", it => it.Sex = "X"));
        After(script.WatchlistHitAfter, () => Change(identity, "WATCHLIST_MONITORING", it =>
        {
            it.WatchlistClean = false;
            it.Status = PassbaseStatus.Pending;
        }));
    }

    private void After(TimeSpan? delay, Action action)
    {
        if (delay is { } some)
        {
            scheduler.After(some, action);
        }
    }

    private void Change(PassbaseIdentity identity, string notification, Action<PassbaseIdentity> change)
    {
        lock (_lock)
        {
            change(identity);
            identity.Updated = scheduler.Now;
        }

        webhooks.Send(identity, notification);
    }

    private bool Move(PassbaseIdentity identity, string status)
    {
        lock (_lock)
        {
            if (!_identities.ContainsKey(identity.Id))
            {
                return false;
            }

            identity.Status = status;
            identity.Updated = scheduler.Now;
            identity.Processed ??= status == PassbaseStatus.Processing ? null : scheduler.Now;
            return true;
        }
    }

    private void Remove(PassbaseIdentity identity)
    {
        lock (_lock)
        {
            if (_identities.Remove(identity.Id))
            {
                ledger.Expired(Provider, identity.Id);
            }
        }
    }
}
