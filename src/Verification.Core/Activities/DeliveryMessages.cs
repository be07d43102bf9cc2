using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>Which outcome is to be told.</summary>
public sealed record StartDeliveryInput(VerificationId Id, int Revision) : IVerificationInput;

/// <param name="Last">No further try is planned: when this one fails, the delivery has failed.</param>
public sealed record SendDeliveryInput(VerificationId Id, int Revision, bool Last) : IVerificationInput;

/// <param name="Again">The endpoint did not take it; try once more.</param>
/// <param name="RetryAfter">What the endpoint asked for, at most a day.</param>
/// <param name="JitterPercent">0 to 20: spreads the tries of many deliveries to one endpoint that was down.</param>
public sealed record SentDelivery(bool Again, TimeSpan? RetryAfter = null, int JitterPercent = 0) : IWorkflowMessage;
