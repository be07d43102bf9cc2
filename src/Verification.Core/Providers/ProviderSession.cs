namespace Verification.Core.Providers;

/// <summary>
/// A session at a provider. It may carry tokens and capture URLs, so it is stored sealed and never enters a workflow message.
/// </summary>
/// <param name="Key">What webhooks name: Assure's dossier id, Incode's interview id, Passbase's identity key.</param>
/// <param name="ProcessKey">The process inside the session, where the provider has such a thing.</param>
/// <param name="Token">What a client SDK needs.</param>
/// <param name="CaptureUrl">Where a hosted capture takes place.</param>
public sealed record ProviderSession(string Key, string? ProcessKey = null, string? Token = null, Uri? CaptureUrl = null);
