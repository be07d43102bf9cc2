using Verification.Core.Images;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Orchestration;

/// <summary>
/// The one waiter for signals, and what the signals said so far. The waiter is made at once, never abandoned, and made anew in the
/// statement after it completes; only timers are cancelled. That shape loses no signal on any engine.
/// </summary>
internal sealed class SignalInbox
{
    private readonly WorkflowContext _context;
    private readonly HashSet<Code> _hints = [];
    private Task<Signal> _waiter;

    public SignalInbox(WorkflowContext context)
    {
        _context = context;
        _waiter = context.WaitForSignalAsync();
    }

    public bool CancelRequested { get; private set; }

    public bool EraseRequested { get; private set; }

    public bool EndRequested => CancelRequested || EraseRequested;

    /// <summary>The client said that the SDK or the hosted page is done.</summary>
    public bool CaptureDone { get; private set; }

    public bool ResendRequested { get; private set; }

    /// <summary>The generations that were submitted last.</summary>
    public ImageGenerations Submitted { get; private set; } = ImageGenerations.None;

    public bool HasHints => _hints.Count > 0;

    /// <summary>The client said so since the last look at the provider.</summary>
    public bool HasSubmit { get; private set; }

    /// <summary>The hints that the next look at the provider answers; it answers a submit too.</summary>
    public IReadOnlyList<Code> TakeHints()
    {
        Drain();
        HasSubmit = false;
        Code[] hints = [.. _hints];
        _hints.Clear();
        return hints;
    }

    public void TakeSubmit() => HasSubmit = false;

    public void TakeResend() => ResendRequested = false;

    /// <summary>Waits until the condition holds after a signal, or until the given time.</summary>
    public async Task WaitAsync(DateTimeOffset until, Func<bool> condition)
    {
        Drain();
        if (condition())
        {
            return;
        }

        using var lost = new CancellationTokenSource();
        var timer = _context.CreateTimer(until, lost.Token);
        while (!timer.IsCompleted && !condition())
        {
            await Task.WhenAny(_waiter, timer);
            Drain();
        }

        if (!timer.IsCompleted)
        {
            lost.Cancel();
        }
    }

    /// <summary>Takes in all signals that have arrived. Called after every await, so that what came while an activity ran counts.</summary>
    public void Drain()
    {
        while (_waiter.IsCompletedSuccessfully)
        {
            var signal = _waiter.Result;
            _waiter = _context.WaitForSignalAsync();
            Apply(signal);
        }
    }

    private void Apply(Signal signal)
    {
        switch (signal.Kind)
        {
            case SignalKind.Cancel:
                CancelRequested = true;
                break;
            case SignalKind.Erase:
                EraseRequested = true;
                break;
            case SignalKind.Resend:
                ResendRequested = true;
                break;
            case SignalKind.ImagesReady when ImageGenerations.Parse(signal.Ref) is { } generations:
                Submitted = Submitted.Newest(generations);
                break;
            case SignalKind.ImagesReady:
                CaptureDone = true;
                HasSubmit = true;
                break;
            case SignalKind.ProviderEvent when signal.Ref is { } hint:
                _hints.Add(hint);
                break;
        }
    }
}
