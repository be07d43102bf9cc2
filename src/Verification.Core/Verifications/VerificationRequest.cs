using System.Text.Json.Nodes;
using Verification.Core.Providers;

namespace Verification.Core.Verifications;

/// <summary>
/// What the client asked for that may be personal or point to a person. Stored sealed in <c>requests/{id}</c>; workflow messages
/// and logs never carry it.
/// </summary>
public sealed record VerificationRequest
{
    /// <summary>The client's own reference, at most 200 characters; given to the provider behind the verification's id.</summary>
    public string? Reference { get; init; }

    public DocumentSelector? Document { get; init; }

    public string? ProcessType { get; init; }

    /// <summary>Where a hosted capture sends the person afterwards. Its parameters never decide anything.</summary>
    public Uri? RedirectUrl { get; init; }

    public Uri? CallbackUrl { get; init; }

    /// <summary>Options of one provider, already checked against <see cref="ProviderDescriptor.Options"/>.</summary>
    public JsonObject ProviderOptions { get; init; } = [];
}
