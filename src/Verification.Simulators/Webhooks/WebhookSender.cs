using System.Globalization;
using System.Net.Sockets;
using Verification.Simulators.Ledger;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Webhooks;

/// <summary>Sends notifications in the background as their session's plan has it, and writes down how they were answered.</summary>
internal sealed class WebhookSender : IDisposable
{
    public const string ClientName = "Verification.Simulators.Webhooks";

    private readonly IHttpClientFactory _clients;
    private readonly SimulatorLedger _ledger;
    private readonly TimeProvider _time;
    private CancellationTokenSource _stop;

    // Kept apart from its source: a timer may still fire when the source is already disposed.
    private CancellationToken _stopping;

    public WebhookSender(IHttpClientFactory clients, SimulatorLedger ledger, TimeProvider time)
    {
        _clients = clients;
        _ledger = ledger;
        _time = time;
        _stop = new CancellationTokenSource();
        _stopping = _stop.Token;
    }

    /// <summary>
    /// To be awaited before the start call is answered, once the verification runs. Sends what comes early, and lets go what is to
    /// confuse the receiver before the outcome.
    /// </summary>
    public async Task SendEarlyAsync(Notification notification, WebhookPlan plan)
    {
        var stop = _stopping;
        if (plan.Forged)
        {
            _ = DeliverAsync(notification, WebhookVariant.Forged, notification.Retry with { Waits = [] }, stop);
        }

        if (plan.Contradicting)
        {
            _ = DeliverAsync(notification, WebhookVariant.Contradicting, notification.Retry with { Waits = [] }, stop);
        }

        if (plan is { Early: true, Copies: > 0 })
        {
            await DeliverAsync(notification, WebhookVariant.Genuine, notification.Retry with { Waits = [] }, stop);
        }
    }

    /// <summary>To be called when what is notified has happened. Returns at once; everything is sent in the background.</summary>
    /// <param name="afterStart">True where <see cref="SendEarlyAsync"/> has had its turn.</param>
    public void Send(Notification notification, WebhookPlan plan, bool afterStart) =>
        _ = SendAsync(notification, plan with { Early = plan.Early && afterStart }, _stopping);

    /// <summary>Gives up all that is still to be sent.</summary>
    public void Reset()
    {
        using var stopped = Interlocked.Exchange(ref _stop, new CancellationTokenSource());
        _stopping = _stop.Token;
        stopped.Cancel();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task SendAsync(Notification notification, WebhookPlan plan, CancellationToken stop)
    {
        if (plan.Delay > TimeSpan.Zero && !await PassesAsync(plan.Delay, stop))
        {
            return;
        }

        var copies = Math.Max(0, plan.Copies - (plan.Early ? 1 : 0));
        await Task.WhenAll(Enumerable.Range(0, copies)
            .Select(_ => DeliverAsync(notification, WebhookVariant.Genuine, notification.Retry, stop)));
        if (plan.Contradicting)
        {
            await DeliverAsync(notification, WebhookVariant.Contradicting, notification.Retry with { Waits = [] }, stop);
        }

        if (plan.Reordered)
        {
            await DeliverAsync(notification, WebhookVariant.Stale, notification.Retry with { Waits = [] }, stop);
        }
    }

    private async Task DeliverAsync(Notification notification, WebhookVariant variant, WebhookRetry retry, CancellationToken stop)
    {
        for (var attempt = 1; !stop.IsCancellationRequested; attempt++)
        {
            if (await TryAsync(notification, variant, attempt, retry, stop)
                || attempt > retry.Waits.Count
                || !await PassesAsync(retry.Waits[attempt - 1], stop))
            {
                return;
            }
        }
    }

    /// <summary>False: a reset came before the time had passed.</summary>
    private async Task<bool> PassesAsync(TimeSpan wait, CancellationToken stop)
    {
        try
        {
            await Task.Delay(wait, _time, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> TryAsync(
        Notification notification, WebhookVariant variant, int attempt, WebhookRetry retry, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(retry.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        var accepted = false;
        string answer;
        try
        {
            using var client = _clients.CreateClient(ClientName);
            using var request = await notification.BuildAsync(variant, client, either.Token);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            accepted = retry.Accepts(response);
            answer = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        }
        catch (OperationCanceledException)
        {
            answer = "timeout";
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException)
        {
            answer = "unreachable";
        }

#pragma warning disable CA1308 // The ledger's words are lower case.
        var name = variant.ToString().ToLowerInvariant();
#pragma warning restore CA1308
        _ledger.WebhookSent(notification.Provider, notification.SessionId, notification.Name, name, attempt, answer);
        return accepted;
    }
}
