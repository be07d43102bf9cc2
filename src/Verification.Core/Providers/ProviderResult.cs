using System.Text.Json.Nodes;
using Verification.Core.Results;
using Verification.Core.Verifications;

namespace Verification.Core.Providers;

/// <summary>What a provider found, normalised. Every part but the decision may be missing.</summary>
/// <param name="Raw">The provider's own answer, kept only with <see cref="KeepLevel.Full"/>.</param>
public sealed record ProviderResult(
    Decision Decision,
    IReadOnlyList<Code> Reasons,
    Person? Person,
    IdentityDocument? Document,
    IReadOnlyList<Check> Checks,
    JsonNode? Raw);
