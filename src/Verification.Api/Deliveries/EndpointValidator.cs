using Microsoft.Extensions.Options;
using Verification.Core.Deliveries;

namespace Verification.Api.Deliveries;

/// <summary>Refuses at start-up an endpoint that the sender would refuse at every try.</summary>
internal sealed class EndpointValidator(IOptions<DeliverySenderOptions> sender) : IValidateOptions<DeliveryOptions>
{
    public ValidateOptionsResult Validate(string? name, DeliveryOptions options)
    {
        string[] failures =
        [
            .. options.Where(client => client.Value.Webhook.Url is { IsAbsoluteUri: true } url && !sender.Value.Takes(url))
                .Select(client =>
                    $"{DeliveryOptions.Section}:{client.Key}:Webhook:Url must be an https URL without credentials; "
                    + $"http only where {DeliverySenderOptions.Section}:{nameof(DeliverySenderOptions.AllowLoopback)} is true."),
        ];
        return failures.Length > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
