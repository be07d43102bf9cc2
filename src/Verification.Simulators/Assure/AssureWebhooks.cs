using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using Verification.Simulators.Webhooks;

namespace Verification.Simulators.Assure;

/// <summary>Tells the customer: callbacks to the process's own URL, and events to the account's subscription.</summary>
internal sealed class AssureWebhooks(WebhookSender sender, Scheduler scheduler, IOptions<AssureOptions> options)
{
    /// <summary>To be awaited before the start call is answered.</summary>
    public async Task StartedAsync(AssureProcess process)
    {
        var outcome = AssureResults.FinalStatus(process, process.Dossier.Run.Scenario.Outcome) ?? AssureStatus.Accepted;
        foreach (var notification in Notifications(process, outcome))
        {
            await sender.SendEarlyAsync(notification, process.Dossier.Run.Scenario.Webhooks);
        }
    }

    public void Finished(AssureProcess process)
    {
        foreach (var notification in Notifications(process, process.Status))
        {
            sender.Send(notification, process.Dossier.Run.Scenario.Webhooks, process.Started);
        }

        if (process.Product.Alias == "webid" && options.Value.Events.Url is { } url)
        {
            scheduler.After(options.Value.WebIdDownloadDelay, () => sender.Send(
                new AssureEvent(options.Value.Events, scheduler, process, process.Status, url).DownloadReady(),
                process.Dossier.Run.Scenario.Webhooks,
                afterStart: false));
        }
    }

    private IEnumerable<Notification> Notifications(AssureProcess process, AssureStatus outcome)
    {
        var settings = options.Value;
        var told = outcome != AssureStatus.Canceled || settings.Callbacks.ForCanceled;
        if (told && Uri.TryCreate(process.Request.NotificationUrl, UriKind.Absolute, out var callback))
        {
            yield return Callback(process, outcome, callback, settings.Callbacks);
        }

        if (settings.Events.Url is { } url)
        {
            yield return new AssureEvent(settings.Events, scheduler, process, outcome, url).ProcessComplete();
        }
    }

    private static Notification Callback(AssureProcess process, AssureStatus outcome, Uri url, AssureCallbackOptions settings)
    {
        var resends = settings.Resends.TryGetValue(process.Product.Alias, out var count) ? count : 0;
        var retry = new WebhookRetry(
            settings.Timeout,
            [.. Enumerable.Repeat(settings.ResendAfter, resends)],
            response => (int)response.StatusCode == StatusCodes.Status200OK);
        return new Notification(AssureState.Provider, process.Dossier.Id, "callback", retry, (variant, _, _) =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, url)
            {
                Content = JsonContent.Create(new
                {
                    dossierId = process.Dossier.Id,
                    processId = process.Id,
                    status = Claim(variant, outcome).Word(),
                }),
            };
            var authorization = variant == WebhookVariant.Forged ? "Token forged" : process.Request.AuthorizationHeader;
            if (authorization is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            }

            return Task.FromResult(request);
        });
    }

    /// <summary>The status that a notification of this variant claims.</summary>
    internal static AssureStatus Claim(WebhookVariant variant, AssureStatus outcome) => variant switch
    {
        WebhookVariant.Stale => AssureStatus.Processing,
        WebhookVariant.Forged => AssureStatus.Accepted,
        WebhookVariant.Contradicting => outcome == AssureStatus.Accepted ? AssureStatus.Rejected : AssureStatus.Accepted,
        _ => outcome,
    };
}
