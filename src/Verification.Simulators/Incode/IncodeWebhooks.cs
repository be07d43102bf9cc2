using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Verification.Simulators.Scenarios;
using Verification.Simulators.Webhooks;

namespace Verification.Simulators.Incode;

/// <summary>The onboarding-status webhook: one notification for each change, with no verdict in it.</summary>
internal sealed class IncodeWebhooks(WebhookSender sender, IOptions<IncodeOptions> options)
{
    private static readonly TimeSpan[] Waits =
        [.. new[] { 30, 75, 187.5, 468.75, 1171.875 }.Select(TimeSpan.FromSeconds)];

    /// <summary>To be awaited before the start is answered.</summary>
    public async Task StartedAsync(IncodeInterview interview)
    {
        if (options.Value.Webhooks.Url is { } url)
        {
            await sender.SendEarlyAsync(Notification(interview, "ID_VALIDATION_FINISHED", url), interview.Run.Scenario.Webhooks);
        }
    }

    /// <summary>The status has become this. Only the last one misbehaves as the scenario has it; all are repeated and delayed.</summary>
    public void Changed(IncodeInterview interview, string status)
    {
        if (options.Value.Webhooks.Url is { } url)
        {
            var plan = interview.Run.Scenario.Webhooks;
            var quiet = new WebhookPlan { Copies = plan.Copies, Delay = plan.Delay };
            sender.Send(
                Notification(interview, status, url), status == IncodeInterview.Finished ? plan : quiet, afterStart: false);
        }
    }

    private static bool IsAccepted(HttpResponseMessage response) => (int)response.StatusCode switch
    {
        StatusCodes.Status204NoContent => true,
        StatusCodes.Status200OK => response.Content.Headers.ContentType?.MediaType == MediaTypeNames.Application.Json,
        _ => false,
    };

    private static string Claim(WebhookVariant variant, string status) => variant switch
    {
        WebhookVariant.Stale => "ID_VALIDATION_FINISHED",
        WebhookVariant.Contradicting => "MANUAL_REVIEW_REJECTED",
        WebhookVariant.Forged => "MANUAL_REVIEW_APPROVED",
        _ => status,
    };

    private Notification Notification(IncodeInterview interview, string status, Uri url)
    {
        var settings = options.Value.Webhooks;
        var retry = new WebhookRetry(settings.Timeout, Waits, IsAccepted);
        return new Notification(IncodeState.Provider, interview.Id, "onboardingStatus", retry, async (variant, client, stop) =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, url)
            {
                Content = JsonContent.Create(Payload(interview, Claim(variant, status), settings)),
            };
            if (variant == WebhookVariant.Forged)
            {
                request.Headers.TryAddWithoutValidation(settings.Header, "forged");
                return request;
            }

            if (settings.Secret is { } secret)
            {
                request.Headers.TryAddWithoutValidation(settings.Header, secret);
            }

            if (settings.TokenUrl is { } tokenUrl)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await FetchTokenAsync(tokenUrl, settings, client, stop));
            }

            return request;
        });
    }

    private JsonObject Payload(IncodeInterview interview, string status, IncodeWebhookOptions settings)
    {
        var payload = new JsonObject
        {
            ["interviewId"] = interview.Id,
            ["onboardingStatus"] = status,
            ["clientId"] = options.Value.ClientId,
            ["flowId"] = interview.Request.ConfigurationId,
        };
        if (interview.Request.ExternalId is { } external)
        {
            payload["externalId"] = external;
        }

        if (settings.WithCustomerId)
        {
            payload["externalCustomerId"] = interview.Request.ExternalCustomerId;
        }

        return payload;
    }

    private static async Task<string> FetchTokenAsync(Uri url, IncodeWebhookOptions settings, HttpClient client, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        var basic = $"{settings.TokenClientId}:{settings.TokenClientSecret}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        using var response = await client.SendAsync(request, stop);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonObject>(stop);
        return (string?)answer?["access_token"] is { } token && answer["expires_in"] is not null
            ? token
            : throw new HttpRequestException("The token endpoint's answer lacks access_token or expires_in.");
    }
}
