using System.Text.Json.Nodes;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Providers.Incode;

/// <summary>What a session has to remember of its request, since later calls do not see that any more.</summary>
internal static class IncodeSession
{
    private const string TwoSided = "twoSided";
    private const string Selfie = "selfie";
    private const string FlowId = "flow";

    /// <param name="flow">The flow that it was opened in.</param>
    public static ProviderSession Of(IncodeInterview interview, VerificationRequest request, string flow) => new(
        interview.Id,
        Token: interview.Token,
        Data: new JsonObject
        {
            [TwoSided] = IncodeRequests.IsTwoSided(request),
            [Selfie] = IncodeRequests.WithSelfie(request),
            [FlowId] = flow,
        });

    public static string? Flow(ProviderSession session) => (string?)session.Data?[FlowId];

    public static bool WithSelfie(ProviderSession session) => (bool?)session.Data?[Selfie] ?? true;

    /// <summary>Of a document both sides have to come from one attempt; Incode asks for both again to process it.</summary>
    public static IReadOnlyList<ImageKind> Retake(ProviderSession session, ImageKind kind) => kind switch
    {
        ImageKind.Selfie => [ImageKind.Selfie],
        _ when kind is ImageKind.Back || ((bool?)session.Data?[TwoSided] ?? true) => [ImageKind.Front, ImageKind.Back],
        _ => [ImageKind.Front],
    };
}
