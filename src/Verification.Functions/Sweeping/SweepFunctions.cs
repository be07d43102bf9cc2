using System.Diagnostics.CodeAnalysis;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Verification.Core.Sweeping;
using Verification.Functions.Durable;

namespace Verification.Functions.Sweeping;

/// <summary>One timer function per sweep, under the sweep's name. Each runs at its interval, never two at the same second.</summary>
[SuppressMessage("Style", "IDE0060", Justification = "The runtime binds the trigger to this parameter.")]
public sealed class SweepFunctions(IEnumerable<ISweep> sweeps, DurableClientAccessor durable)
{
    [Function(nameof(RecoverySweep))]
    public Task SweepRecoveriesAsync(
        [TimerTrigger("10 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<RecoverySweep>(client, cancellationToken);

    [Function(nameof(StartSweep))]
    public Task SweepStartsAsync(
        [TimerTrigger("5/15 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<StartSweep>(client, cancellationToken);

    [Function(nameof(InboxSweep))]
    public Task SweepInboxAsync(
        [TimerTrigger("15 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<InboxSweep>(client, cancellationToken);

    [Function(nameof(LeftoverSweep))]
    public Task SweepLeftoversAsync(
        [TimerTrigger("30 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<LeftoverSweep>(client, cancellationToken);

    [Function(nameof(RetentionSweep))]
    public Task SweepRetentionAsync(
        [TimerTrigger("45 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        RunAsync<RetentionSweep>(client, cancellationToken);

    private Task<int> RunAsync<TSweep>(DurableTaskClient client, CancellationToken cancellationToken)
        where TSweep : ISweep
    {
        durable.Client = client;
        return sweeps.OfType<TSweep>().Single().RunAsync(cancellationToken);
    }
}
