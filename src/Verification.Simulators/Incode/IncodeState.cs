using Microsoft.Extensions.Options;
using Verification.Simulators.Images;
using Verification.Simulators.Ledger;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Incode;

/// <summary>All sessions, and how they move. One latest status each; every change of it is notified.</summary>
internal sealed class IncodeState(
    ScenarioRuns runs, SimulatorLedger ledger, Scheduler scheduler, IncodeWebhooks webhooks, IOptions<IncodeOptions> options)
{
    public const string Provider = "incode";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, IncodeInterview> _interviews = new(StringComparer.Ordinal);

    public IncodeInterview Open(StartRequest request)
    {
        var id = RandomIds.TraceId()[..24];
        var reference = request.ExternalCustomerId ?? request.ExternalId;
        var interview = new IncodeInterview(id, request, runs.Session(reference, id));
        lock (_lock)
        {
            _interviews[id] = interview;
            ledger.Opened(Provider, id, reference, interview.Run.Scenario.Name);
        }

        if (interview.Run.Scenario.Retention is { } retention)
        {
            scheduler.After(retention, () => Remove(id, ledger.Expired));
        }

        if (options.Value.ExpiresAfter is { } limit)
        {
            scheduler.After(limit, () => TryMove(interview, expiring => !expiring.IsOver, IncodeInterview.Expired));
        }

        return interview;
    }

    public IncodeInterview? Find(string? id)
    {
        lock (_lock)
        {
            return id is null ? null : _interviews.GetValueOrDefault(id);
        }
    }

    public IncodeInterview? FindByCode(string code)
    {
        lock (_lock)
        {
            return _interviews.Values.FirstOrDefault(interview => interview.Code == code);
        }
    }

    /// <summary>Looks at a session while nothing else moves.</summary>
    /// <exception cref="IncodeProblem">There is none.</exception>
    public T Read<T>(string? id, Func<IncodeInterview, T> read)
    {
        lock (_lock)
        {
            return read(id is not null && _interviews.TryGetValue(id, out var interview) ? interview : throw IncodeProblem.NotFound());
        }
    }

    /// <summary>
    /// Takes an image in. A new front makes the back and the processing of the former one void; the guide has the selfie taken while the
    /// document is processed.
    /// </summary>
    public void AddImage(string id, string kind, SimulatedImage image) => Read(id, interview =>
    {
        if (interview.IsOver || (interview.Job == IncodeJob.Running && kind != "selfie"))
        {
            throw IncodeProblem.BadRequest("The session takes no more images.");
        }

        if (kind == "back" && !interview.Images.ContainsKey("front"))
        {
            throw IncodeProblem.BadRequest("The front has to be added before the back.");
        }

        if (kind == "front")
        {
            interview.Images.Remove("back");
            interview.Job = IncodeJob.None;
        }

        interview.Images[kind] = image;
        ledger.ImageReceived(Provider, id, kind, image);
        return interview;
    });

    /// <summary>Changes a session where that may be, and tells the account.</summary>
    /// <param name="may">Asked, and allowed to change more, while nothing else moves.</param>
    public bool TryMove(IncodeInterview interview, Func<IncodeInterview, bool> may, string status)
    {
        lock (_lock)
        {
            // A deleted session has nobody left to tell.
            if (!_interviews.ContainsKey(interview.Id) || !may(interview))
            {
                return false;
            }

            interview.Status = status;
        }

        webhooks.Changed(interview, status);
        return true;
    }

    /// <summary>False: there is no such session.</summary>
    public bool Delete(string id) => Remove(id, ledger.Deleted);

    public void Reset()
    {
        lock (_lock)
        {
            _interviews.Clear();
        }
    }

    private bool Remove(string id, Action<string, string> write)
    {
        lock (_lock)
        {
            if (!_interviews.Remove(id))
            {
                return false;
            }

            write(Provider, id);
            return true;
        }
    }
}
