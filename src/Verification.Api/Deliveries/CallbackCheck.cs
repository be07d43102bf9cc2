using Verification.Api.Problems;
using Verification.Core.Deliveries;
using Verification.Core.Starting;

namespace Verification.Api.Deliveries;

/// <summary>Refuses a start whose callback URL could never be used, before anything is kept of it.</summary>
internal sealed class CallbackCheck(DeliveryTargets targets, IDeliverySender sender)
{
    /// <exception cref="ProblemException">The field <c>callbackUrl</c> is not valid.</exception>
    public async Task RefuseAsync(StartCommand command, CancellationToken cancellationToken)
    {
        if (command.Request.CallbackUrl is not { } callback)
        {
            return;
        }

        var refusal = targets.CanSign(command.Client)
            ? await sender.RefuseAsync(callback, cancellationToken)
            : "Your client has no webhook secret to sign with, so it can have no callbacks.";
        if (refusal is not null)
        {
            throw FieldErrors.Refusal("callbackUrl", refusal);
        }
    }
}
