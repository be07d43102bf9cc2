using System.Text.Json.Nodes;

namespace Verification.Core.Providers;

/// <summary>
/// A session at a provider. It may carry tokens and capture URLs, so it is stored sealed and never enters a workflow message.
/// </summary>
/// <param name="Key">What webhooks name: Assure's dossier id, Incode's interview id, Passbase's identity key (until there is an
/// identity: our id of the verification).</param>
/// <param name="ProcessKey">The process inside the session, where the provider has such a thing.</param>
/// <param name="Token">What a client SDK needs.</param>
/// <param name="CaptureUrl">Where a hosted capture takes place.</param>
/// <param name="StartsByItself">The provider begins as soon as it has what it needs, so <c>StartAsync</c> has nothing to do.</param>
/// <param name="SdkOptions">What a client SDK is set up with beside the token, under the SDK's own names; null when nothing.</param>
/// <param name="HandedOver">
/// A later attempt goes on in it (<see cref="ProviderDescriptor.SharesSessions"/>): to delete it is to delete what this attempt added.
/// </param>
/// <param name="Data">What the adapter itself has to remember from one call to the next; nobody else reads it.</param>
public sealed record ProviderSession(
    string Key,
    string? ProcessKey = null,
    string? Token = null,
    Uri? CaptureUrl = null,
    bool StartsByItself = false,
    JsonObject? Data = null,
    JsonObject? SdkOptions = null,
    bool HandedOver = false);
