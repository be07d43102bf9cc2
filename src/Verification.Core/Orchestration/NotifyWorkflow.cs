using System.Globalization;
using Verification.Core.Activities;
using Verification.Core.Verifications;
using Verification.Core.Workflows;

namespace Verification.Core.Orchestration;

/// <summary>
/// Delivers one outgoing webhook, over days if need be: ten tries in about three days, as Standard Webhooks 1.0 advises. Its instance
/// id is <c>notify-{id}-{revision}</c>.
/// </summary>
public sealed class NotifyWorkflow : IWorkflow
{
    public const string WorkflowName = "Notify";
    private const string Prefix = "notify-";

    private static readonly TimeSpan[] Schedule =
    [
        TimeSpan.Zero,
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    public string Name => WorkflowName;

    public static string InstanceId(VerificationId id, int revision) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{id}-{revision}");

    public async Task RunAsync(WorkflowContext context)
    {
        var parts = context.InstanceId[Prefix.Length..].Split('-');
        var (id, revision) = (VerificationId.Parse(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture));
        var signals = new SignalInbox(context);
        var steps = new Steps(context, signals);
        var wait = TimeSpan.Zero;
        for (var round = 0; ; round = Math.Min(round + 1, Schedule.Length - 1))
        {
            if (wait > TimeSpan.Zero)
            {
                await signals.WaitAsync(context.Now + wait, () => signals.ResendRequested);
                signals.TakeResend();
            }

            var last = round == Schedule.Length - 1;
            var sent = await steps.InsistAsync(SendDelivery.Ref, new SendDeliveryInput(id, revision, last));
            if (sent.Value is { Again: true } again && !last)
            {
                var planned = Schedule[round + 1] * (1 + (again.JitterPercent / 100.0));
                wait = again.RetryAfter > planned ? again.RetryAfter.Value : planned;
            }
            else if (signals.ResendRequested)
            {
                // It came while the try was made that would have been the last.
                signals.TakeResend();
                wait = TimeSpan.Zero;
            }
            else
            {
                return;
            }
        }
    }
}
