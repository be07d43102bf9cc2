using Microsoft.Extensions.Options;
using Verification.Simulators.Ledger;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Incode;

/// <summary>How a session goes from its last image to its end, and what a person at Incode makes of it after that.</summary>
internal sealed class IncodeLifecycle(
    IncodeState state, SimulatorLedger ledger, Scheduler scheduler, IncodeWebhooks webhooks, IOptions<IncodeOptions> options)
{
    /// <summary>Starts the processing of the document and bills it; without new images nothing is processed again.</summary>
    public async Task ProcessIdAsync(string id)
    {
        var begun = state.Read(id, IncodeInterview? (interview) =>
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
    public async Task CaptureAsync(string id) => await RunAsync(state.Read(id, interview =>
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
        var interview = state.Read(id, interview => interview.Images.ContainsKey("front") && interview.Images.ContainsKey("selfie") && !interview.IsOver
            ? interview
            : throw IncodeProblem.Custom(6000, "Processing error"));
        state.TryMove(
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
        var interview = state.Read(id, interview => interview);
        if (!Complete(interview) && options.Value.FinishTwiceNotifies)
        {
            webhooks.Changed(interview, IncodeInterview.Finished);
        }
    }

    private IncodeInterview Begin(IncodeInterview interview)
    {
        interview.Job = IncodeJob.Running;
        ledger.Started(IncodeState.Provider, interview.Id, interview.Id, "onboarding");
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
            state.TryMove(interview, moving => !moving.IsOver, IncodeInterview.Expired);
            return;
        }

        state.TryMove(interview, moving => !moving.IsOver, "ID_VALIDATION_FINISHED");
        state.TryMove(
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
        var completed = state.TryMove(
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

    private void Review(IncodeInterview interview, bool approved) => state.TryMove(
        interview,
        moving =>
        {
            moving.Approved = approved;
            return true;
        },
        approved ? "MANUAL_REVIEW_APPROVED" : "MANUAL_REVIEW_REJECTED");
}
