using Microsoft.Extensions.Logging;
using Verification.Core.Providers;
using Verification.Core.Timeline;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Activities;

/// <summary>
/// Says which of the client's remaining providers an attempt is with: the next one in the client's order whose circuit is not open in
/// this process, or the next one where all are. Those passed over keep their turn after it. It is said once per attempt, so that no
/// other attempt can come to hold a session under its number.
/// </summary>
public sealed class ChooseProvider(
    VerificationStore verifications,
    TimelineStore timeline,
    ProviderCatalog catalog,
    ILogger<ChooseProvider> logger,
    IProviderHealth? health = null)
    : Activity<AttemptInput, ProviderOrder>(Ref, logger)
{
    public static readonly ActivityRef<AttemptInput, ActivityResult<ProviderOrder>> Ref = new(nameof(ChooseProvider));

    protected override async Task<ActivityResult<ProviderOrder>> ExecuteAsync(AttemptInput input, CancellationToken cancellationToken)
    {
        var (id, attempt) = input;
        string? passedOver = null;
        var record = await verifications.UpdateAsync(
            id,
            current =>
            {
                passedOver = null;
                if (current.ProvidersChosen >= attempt)
                {
                    return null;
                }

                var chosen = current.Providers.Skip(attempt - 1).FirstOrDefault(IsAnswering) ?? current.ProviderOf(attempt);
                passedOver = chosen == current.ProviderOf(attempt) ? null : current.ProviderOf(attempt);
                return current with { Providers = MoveUp(current.Providers, chosen, attempt - 1), ProvidersChosen = attempt };
            },
            cancellationToken);
        if (passedOver is not null)
        {
            await timeline.AppendAsync(id, Actor.System, "provider.passedOver", $"{attempt}.{passedOver}", cancellationToken);
        }

        return new ProviderOrder([.. record.Providers.Select(name => new Code(name))]);
    }

    private bool IsAnswering(string name) =>
        health?.Of(catalog.Get(name).Descriptor.Family) is not ProviderAvailability.Unavailable;

    private static List<string> MoveUp(IReadOnlyList<string> providers, string chosen, int to)
    {
        List<string> ordered = [.. providers];
        ordered.RemoveAt(ordered.IndexOf(chosen, to));
        ordered.Insert(to, chosen);
        return ordered;
    }
}
