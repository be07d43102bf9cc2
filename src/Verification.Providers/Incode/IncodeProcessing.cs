using Microsoft.Extensions.Options;
using Verification.Core.Providers;

namespace Verification.Providers.Incode;

/// <summary>Carries an uploaded session from the start of its processing to its completion.</summary>
internal sealed class IncodeProcessing(
    IncodeClient client, IncodeTokens tokens, IOptionsMonitor<IncodeOptions> options, TimeProvider time)
{
    /// <summary>
    /// Processing "takes up to several seconds". What takes longer is asked for again by the workflow, which in between sees whether it was
    /// canceled.
    /// </summary>
    private const int Rounds = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task FinishAsync(ProviderSession session, CancellationToken cancellationToken)
    {
        try
        {
            await CompleteAsync(session, cancellationToken);
        }
        catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.NotFound)
        {
            // Nothing is left to finish; the next look at the session finds that out.
        }
    }

    private async Task CompleteAsync(ProviderSession session, CancellationToken cancellationToken)
    {
        if (await IsOverAsync(session, cancellationToken))
        {
            return;
        }

        if (IncodeSession.WithSelfie(session))
        {
            await UnlessOverAsync(session, token => client.ProcessFaceAsync(token, cancellationToken), cancellationToken);
        }

        if (await IsProcessedAsync(session, cancellationToken) && options.CurrentValue.CallsFinishStatus)
        {
            await UnlessOverAsync(session, token => client.FinishAsync(token, cancellationToken), cancellationToken);
        }
    }

    /// <summary>A call whose answer was lost may have ended the session, which then refuses the same call.</summary>
    private async Task UnlessOverAsync(ProviderSession session, Func<string, Task> call, CancellationToken cancellationToken)
    {
        try
        {
            await tokens.ForSessionAsync(session, call, cancellationToken);
        }
        catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.Refused)
        {
            if (!await IsOverAsync(session, cancellationToken))
            {
                throw;
            }
        }
    }

    /// <summary>True once the document is processed; false when the session came to its end without that.</summary>
    private async Task<bool> IsProcessedAsync(ProviderSession session, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            if (await tokens.ForSessionAsync(
                session, token => client.IsProcessedAsync(token, session.Key, cancellationToken), cancellationToken))
            {
                return true;
            }

            if (await IsOverAsync(session, cancellationToken))
            {
                return false;
            }

            if (round == Rounds)
            {
                throw new ProviderException(
                    ProviderErrorKind.Transient, "provider.processing", "The document is still being processed.", mayHaveTakenEffect: false);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<bool> IsOverAsync(ProviderSession session, CancellationToken cancellationToken) => IncodeStatus.IsOver(
        await tokens.ForSessionAsync(
            session, token => client.GetStatusAsync(token, session.Key, cancellationToken), cancellationToken));
}
