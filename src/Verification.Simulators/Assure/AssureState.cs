using Microsoft.Extensions.Options;
using Verification.Simulators.Images;
using Verification.Simulators.Ledger;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Assure;

/// <summary>All dossiers, and the ways in which a process moves: pending, processing, one final status and nothing after it.</summary>
internal sealed class AssureState(
    ScenarioRuns runs, SimulatorLedger ledger, Scheduler scheduler, AssureWebhooks webhooks, IOptions<AssureOptions> options)
{
    public const string Provider = "assure";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, AssureDossier> _dossiers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AssureProcess> _sdkTokens = new(StringComparer.Ordinal);

    public DateTimeOffset Now => scheduler.Now;

    public AssureDossier CreateDossier(string? reference)
    {
        var id = RandomIds.Uuid();
        var dossier = new AssureDossier(id, reference, runs.Session(reference, id), scheduler.Now);
        lock (_lock)
        {
            _dossiers[id] = dossier;
            ledger.Opened(Provider, id, reference, dossier.Run.Scenario.Name);
        }

        if ((dossier.Run.Scenario.Retention ?? options.Value.Retention) is { } retention)
        {
            scheduler.After(retention, () => Remove(dossier, ledger.Expired));
        }

        return dossier;
    }

    public AssureDossier? FindDossier(string id)
    {
        lock (_lock)
        {
            return _dossiers.GetValueOrDefault(id);
        }
    }

    public AssureProcess? FindBySdkToken(string token)
    {
        lock (_lock)
        {
            return _sdkTokens.GetValueOrDefault(token);
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<AssureDossier> ListDossiers()
    {
        lock (_lock)
        {
            return [.. _dossiers.Values.Reverse().Take(options.Value.ListLimit ?? int.MaxValue)];
        }
    }

    /// <summary>Looks at a dossier, and at a process of it when one is named, while nothing else moves.</summary>
    /// <exception cref="AssureProblem">There is none.</exception>
    public T Read<T>(string dossierId, Func<AssureDossier, T> read)
    {
        lock (_lock)
        {
            return read(_dossiers.GetValueOrDefault(dossierId) ?? throw AssureProblem.NotFound("Dossier"));
        }
    }

    /// <inheritdoc cref="Read{T}(string, Func{AssureDossier, T})"/>
    public T Read<T>(string dossierId, string processId, Func<AssureProcess, T> read) =>
        Read(dossierId, dossier => read(
            dossier.Processes.Find(process => string.Equals(process.Id, processId, StringComparison.OrdinalIgnoreCase))
                ?? throw AssureProblem.NotFound("Process")));

    public AssureProcess CreateProcess(string dossierId, CreateProcessRequest request, bool hosted)
    {
        var product = AssureProduct.Check(request, hosted);
        if (request.NotificationUrl is { } url)
        {
            AssureChecks.ReadUrl("notificationUrl", url);
        }

        var process = Read(dossierId, dossier =>
        {
            var created = new AssureProcess(dossier, product, request, scheduler.Now) { Hosted = hosted };
            dossier.Processes.Add(created);
            dossier.UpdatedAt = created.CreatedAt;
            if (created.SdkToken is { } token)
            {
                _sdkTokens[token] = created;
            }

            return created;
        });
        if (options.Value.AbandonedAfter is { } limit)
        {
            scheduler.After(limit, () => Finish(process, AssureStatus.Pending, AssureStatus.Canceled));
        }

        return process;
    }

    public void DeleteDossier(string dossierId)
    {
        var dossier = Read(dossierId, dossier => dossier);
        if (!Remove(dossier, ledger.Deleted))
        {
            throw AssureProblem.NotFound("Dossier");
        }
    }

    public void DeleteProcess(string dossierId, string processId) =>
        Read(dossierId, processId, process =>
        {
            process.Dossier.UpdatedAt = scheduler.Now;
            if (process.SdkToken is { } token)
            {
                _sdkTokens.Remove(token);
            }

            return process.Dossier.Processes.Remove(process);
        });

    /// <param name="check">Throws while the process does not take them.</param>
    public void SetImages(
        AssureProcess process, IReadOnlyCollection<(string Kind, SimulatedImage Image)> images, Action<AssureProcess> check)
    {
        lock (_lock)
        {
            check(process);
            foreach (var (kind, image) in images)
            {
                process.Images[kind] = image;
                ledger.ImageReceived(Provider, process.Dossier.Id, kind, image);
            }

            process.UpdatedAt = scheduler.Now;
        }
    }

    /// <summary>Takes the process from pending to processing and bills it; exactly one of any number of calls does.</summary>
    /// <param name="check">Throws while the process may not start yet.</param>
    public async Task StartAsync(AssureProcess process, Action<AssureProcess> check)
    {
        lock (_lock)
        {
            if (!IsHeld(process))
            {
                throw AssureProblem.NotFound("Process");
            }

            if (process.Status != AssureStatus.Pending)
            {
                throw AssureProblem.Client(
                    options.Value.StartTwiceStatus, $"The process is {process.Status.Word()} and cannot be started.");
            }

            check(process);
            process.Status = AssureStatus.Processing;
            process.Started = true;
            process.UpdatedAt = scheduler.Now;
            ledger.Started(Provider, process.Dossier.Id, process.Id, process.Product.Alias);
        }

        var scenario = process.Dossier.Run.Scenario;
        if (AssureResults.FinalStatus(process, scenario.Outcome) is { } outcome)
        {
            scheduler.After(scenario.Processing, () => Finish(process, AssureStatus.Processing, outcome));
        }

        await webhooks.StartedAsync(process);
    }

    /// <summary>The person gives up, in the capture flow or the SDK.</summary>
    public void Cancel(AssureProcess process) => Finish(process, AssureStatus.Pending, AssureStatus.Canceled);

    public void Reset()
    {
        lock (_lock)
        {
            _dossiers.Clear();
            _sdkTokens.Clear();
        }
    }

    private bool IsHeld(AssureProcess process) =>
        _dossiers.ContainsKey(process.Dossier.Id) && process.Dossier.Processes.Contains(process);

    private bool Remove(AssureDossier dossier, Action<string, string> write)
    {
        lock (_lock)
        {
            if (!_dossiers.Remove(dossier.Id))
            {
                return false;
            }

            foreach (var process in dossier.Processes.Where(process => process.SdkToken is not null))
            {
                _sdkTokens.Remove(process.SdkToken!);
            }

            write(Provider, dossier.Id);
            return true;
        }
    }

    private void Finish(AssureProcess process, AssureStatus from, AssureStatus to)
    {
        lock (_lock)
        {
            // A deleted process has nobody left to tell.
            if (process.Status != from || !IsHeld(process))
            {
                return;
            }

            process.Status = to;
            process.UpdatedAt = scheduler.Now;
            process.FinishedAt = scheduler.Now;
        }

        webhooks.Finished(process);
    }
}
