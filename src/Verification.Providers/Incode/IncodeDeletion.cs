using Microsoft.Extensions.Options;
using Verification.Core.Providers;

namespace Verification.Providers.Incode;

/// <summary>Deletes a session, which only an executive may, and makes sure that it is gone.</summary>
internal sealed class IncodeDeletion(IncodeClient client, IncodeTokens tokens, IOptionsMonitor<IncodeOptions> options)
{
    public async Task<DeletionOutcome> DeleteAsync(ProviderSession session, CancellationToken cancellationToken)
    {
        if (!options.CurrentValue.HasExecutive)
        {
            tokens.Forget(session);
            return DeletionOutcome.NotSupported;
        }

        var deleted = await IsHeldAsync(() => tokens.ForExecutiveAsync(
            token => client.DeleteAsync(token, session.Key, cancellationToken), cancellationToken));
        await ConfirmDeletedAsync(session, cancellationToken);
        tokens.Forget(session);
        return deleted ? DeletionOutcome.Deleted : DeletionOutcome.AlreadyGone;
    }

    // What reads answer after a deletion is not documented; only a status that says something proves that the session is still held.
    private async Task ConfirmDeletedAsync(ProviderSession session, CancellationToken cancellationToken)
    {
        string? status = null;
        await IsHeldAsync(async () => status = await tokens.ForExecutiveAsync(
            token => client.GetStatusAsync(token, session.Key, cancellationToken), cancellationToken));
        if (status is not (null or IncodeStatus.Unknown))
        {
            throw new ProviderException(
                ProviderErrorKind.Transient,
                "provider.notDeleted",
                "GET /omni/get/onboarding/status still finds the session after its deletion.",
                mayHaveTakenEffect: true);
        }
    }

    private static async Task<bool> IsHeldAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.NotFound)
        {
            return false;
        }
    }
}
