using Microsoft.Extensions.Options;

namespace Verification.Core.Deliveries;

internal sealed class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>
{
    public ValidateOptionsResult Validate(string? name, DeliveryOptions options)
    {
        string[] failures = [.. options.SelectMany(client => Failures($"{DeliveryOptions.Section}:{client.Key}:Webhook", client.Value.Webhook))];
        return failures.Length > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Failures(string setting, WebhookEndpointOptions endpoint)
    {
        if (endpoint.Url is { } url && (!url.IsAbsoluteUri || endpoint.Secrets.Count == 0))
        {
            yield return $"{setting}:Url must be an absolute URL, and {setting}:Secrets:0 must be set to sign what is sent there.";
        }

        for (var index = 0; index < endpoint.Secrets.Count; index++)
        {
            if (!StandardWebhook.IsSecret(endpoint.Secrets[index]))
            {
                yield return $"{setting}:Secrets:{index} must be whsec_ and the base64 of 24 to 64 random bytes.";
            }
        }
    }
}
