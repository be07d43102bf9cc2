using System.Text.Json;
using Verification.Core.Images;
using Verification.Core.Verifications;

namespace Verification.Core.Workflows;

/// <summary>Where a running verification stands, for everyone who asks.</summary>
/// <param name="Awaiting">What the person or the client has to do next.</param>
public sealed record WorkflowStatus(
    VerificationStatus Status,
    DateTimeOffset UpdatedAt,
    IReadOnlyList<AwaitedInput> Awaiting) : IWorkflowMessage
{
    /// <summary>As it was published. Null where a newer version wrote what this one does not know: the rest of the instance is as good as ever.</summary>
    public static WorkflowStatus? Read(ReadOnlySpan<byte> published)
    {
        try
        {
            return JsonSerializer.Deserialize<WorkflowStatus>(published, WorkflowJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One missing thing.</summary>
/// <param name="Kind">The image that is missing, or null when something else is (the SDK's or page's capture).</param>
/// <param name="Code">Why, for example <c>front.missing</c> or <c>front.glare</c>.</param>
/// <param name="Refused">The generation of the image that was refused; only a higher one will do.</param>
public sealed record AwaitedInput(ImageKind? Kind, Code Code, int Refused = 0) : IWorkflowMessage
{
    public static AwaitedInput Missing(ImageKind kind) => new(kind, $"{kind.ToString().ToLowerInvariant()}.missing");
}
