using Microsoft.Extensions.Logging;
using Verification.Core.Images;
using Verification.Core.Listing;
using Verification.Core.Results;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>Deletes images, results and the entries in the lists at once. The request and the sessions follow with the key; the providers are still to be told.</summary>
public sealed class DeletePersonalData(
    VerificationStore verifications,
    VerificationIndex index,
    ImageStore images,
    ResultStore results,
    TimelineStore timeline,
    ILogger<DeletePersonalData> logger)
    : Activity<VerificationInput, Nothing>(Ref, logger)
{
    public static readonly ActivityRef<VerificationInput, ActivityResult<Nothing>> Ref = new(nameof(DeletePersonalData));

    protected override async Task<ActivityResult<Nothing>> ExecuteAsync(VerificationInput input, CancellationToken cancellationToken)
    {
        await index.RemoveAsync(await verifications.GetAsync(input.Id, cancellationToken), cancellationToken);
        await images.DiscardAsync(input.Id, cancellationToken);
        await results.DeleteAsync(input.Id, cancellationToken);
        await timeline.AppendAsync(input.Id, Actor.System, "data.deleted", "1", cancellationToken);
        return Nothing.Value;
    }
}
