using Verification.Core.Providers;

namespace Verification.Core.Webhooks;

/// <summary>
/// Issues the tokens that a provider fetches from us and then puts on its notifications. The family's
/// <see cref="IVerificationProvider.ReadWebhookAsync"/> checks them. Total: any input gives an answer.
/// </summary>
public interface IWebhookTokenIssuer
{
    /// <summary>As in <see cref="ProviderDescriptor.Family"/>.</summary>
    string Family { get; }

    /// <param name="request">A token request (RFC 6749, 4.4.2): form in the body, client credentials in its headers.</param>
    WebhookAnswer Issue(WebhookRequest request);
}
