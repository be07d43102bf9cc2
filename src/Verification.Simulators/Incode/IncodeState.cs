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
            scheduler.After(limit, () => Move(interview, expiring => !expiring.IsOver, IncodeInterview.Expired));
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

    /// <summary>Takes an image in. A new front makes the back and the processing of the former one void.</summary>
    public void AddImage(string id, string kind, SimulatedImage image) => Read(id, interview =>
    {
        if (interview.IsOver || interview.Job == IncodeJob.Running)
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

    /// <summary>Starts the processing of the document and bills it; without new images nothing is processed again.</summary>
    public async Task ProcessIdAsync(string id)
    {
        var begun = Read(id, IncodeInterview? (interview) =>
        {
            if (!interview.Images.ContainsKey("front") || interview.IsOver)
            {
                throw IncodeProblem.BadRequest("There is no document to process.");
            }

            if (interview.Job == IncodeJob.None)
            {
                return Begin(interview);
            }

            return options.Value.ProcessTwiceStatus == StatusCodes.Status200OK
                ? null
                : throw IncodeProblem.Of(options.Value.ProcessTwiceStatus, "The document is processed already.");
        });
        if (begun is not null)
        {
            await RunAsync(begun);
        }
    }

    /// <summary>The person has shown everything to the SDK or on the hosted page.</summary>
    public async Task CaptureAsync(string id) => await RunAsync(Read(id, interview =>
    {
        if (interview.IsOver || interview.Job != IncodeJob.None)
        {
            throw IncodeProblem.Of(409, "The capture of this session is done.");
        }

        interview.Captured = true;
        interview.FaceProcessed = true;
        return Begin(interview);
    }));

    public void ProcessFace(string id)
    {
        var interview = Read(id, interview => interview.Images.ContainsKey("front") && interview.Images.ContainsKey("selfie") && !interview.IsOver
            ? interview
            : throw IncodeProblem.Custom(6000, "Processing error"));
        Move(
            interview,
            moving =>
            {
                var first = !moving.FaceProcessed;
                moving.FaceProcessed = true;
                return first;
            },
            "FACE_VALIDATION_FINISHED");
        CompleteByFlow(interview);
    }

    /// <summary>Runs the rules, which makes the score final; again it does nothing.</summary>
    public void Finish(string id)
    {
        var interview = Read(id, interview => interview);
        if (!Complete(interview) && options.Value.FinishTwiceNotifies)
        {
            webhooks.Changed(interview, IncodeInterview.Finished);
        }
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

    private IncodeInterview Begin(IncodeInterview interview)
    {
        interview.Job = IncodeJob.Running;
        ledger.Started(Provider, interview.Id, interview.Id, "onboarding");
        return interview;
    }

    private async Task RunAsync(IncodeInterview interview)
    {
        var scenario = interview.Run.Scenario;
        if (scenario.Outcome != Outcome.Never)
        {
            scheduler.After(scenario.Processing, () => Processed(interview, scenario.Outcome));
        }

        await webhooks.StartedAsync(interview);
    }

    // Incode knows no failure and no giving up: such a session runs out.
    private void Processed(IncodeInterview interview, Outcome outcome)
    {
        if (outcome is Outcome.Failed or Outcome.Canceled)
        {
            Move(interview, moving => !moving.IsOver, IncodeInterview.Expired);
            return;
        }

        Move(interview, moving => !moving.IsOver, "ID_VALIDATION_FINISHED");
        Move(
            interview,
            moving =>
            {
                moving.Job = IncodeJob.Done;
                return !moving.IsOver;
            },
            "POST_PROCESSING_FINISHED");
        CompleteByFlow(interview);
    }

    private void CompleteByFlow(IncodeInterview interview)
    {
        if (interview is { FaceProcessed: true, Job: IncodeJob.Done, Script.NeedsFinish: false })
        {
            Complete(interview);
        }
    }

    private bool Complete(IncodeInterview interview)
    {
        var completed = Move(
            interview,
            moving =>
            {
                var first = !moving.IsOver;
                moving.Completed |= first;
                return first;
            },
            IncodeInterview.Finished);
        if (completed && interview.Script.Review is { } review)
        {
            scheduler.After(review.After, () => Review(interview, review.Approved));
        }

        return completed;
    }

    private void Review(IncodeInterview interview, bool approved) => Move(
        interview,
        moving =>
        {
            moving.Approved = approved;
            return true;
        },
        approved ? "MANUAL_REVIEW_APPROVED" : "MANUAL_REVIEW_REJECTED");

    private bool Move(IncodeInterview interview, Func<IncodeInterview, bool> may, string status)
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
