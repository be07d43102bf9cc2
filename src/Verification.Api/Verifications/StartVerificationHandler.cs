using Microsoft.AspNetCore.Http;
using Verification.Api.Bodies;
using Verification.Api.Deliveries;
using Verification.Api.Images;
using Verification.Api.Pipeline;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Core.Erasing;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Starting;
using Verification.Core.Verifications;

namespace Verification.Api.Verifications;

internal sealed class StartVerificationHandler(
    VerificationStarter starter,
    VerificationReader reader,
    ReceiptStore receipts,
    ProviderCatalog catalog,
    CallbackCheck callbacks,
    TimeProvider time) : IApiHandler
{
    private static readonly TimeSpan SessionWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SessionLook = TimeSpan.FromMilliseconds(200);

    /// <summary>Most starts are done by then; the rest of the lease is for one that a crash cut off.</summary>
    private static readonly TimeSpan StartWait = TimeSpan.FromSeconds(2);

    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var key = IdempotencyKey.Read(call.Request);
        using var body = await JsonBody.ReadAsync(call.Request, call.Aborted);
        var command = new StartBody(body, catalog, call.Client).ToCommand(key);
        if (!await starter.IsKnownAsync(command, call.Aborted))
        {
            await callbacks.RefuseAsync(command, call.Aborted);
        }

        var snapshot = await AwaitSessionAsync(await StartAsync(command, call.Aborted), call.Aborted);
        call.Request.HttpContext.Response.Headers.Location = LinksBody.SelfOf(snapshot.Record.Id);
        return new SnapshotResult(snapshot, IsOpen(snapshot) ? StatusCodes.Status201Created : StatusCodes.Status202Accepted);
    }

    private async Task<VerificationRecord> StartAsync(StartCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return await starter.StartAsync(command, cancellationToken) switch
            {
                StartResult.Started { Record: { Erasure: not null, Id: var erased } } =>
                    throw ErasedProblem.Of(await receipts.FindAsync(erased, cancellationToken)),
                StartResult.Started started => started.Record,
                StartResult.InFlight inFlight => throw new ProblemException(
                    ProblemTypes.StartInFlight, "Repeat the request a little later; nothing is started twice.")
                {
                    RetryAfter = inFlight.RetryAfter < StartWait ? inFlight.RetryAfter : StartWait,
                },
                StartResult.BudgetSpent spent => throw new ProblemException(
                    ProblemTypes.BudgetSpent, "The client's budget is renewed at midnight UTC.")
                {
                    RetryAfter = spent.RetryAfter,
                },
                _ => throw new ProblemException(
                    ProblemTypes.IdempotencyKeyReused, "Send a new key with a new body, or the same body with this key."),
            };
        }
        catch (ImageRefusedException refused)
        {
            throw ImageProblem.Of(refused, $"images.{ImageKinds.Word(refused.Kind)}");
        }
    }

    /// <summary>A start whose session the client needs at once is answered when the session is open, within reason.</summary>
    private async Task<VerificationSnapshot> AwaitSessionAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + SessionWait;
        var snapshot = await reader.ReadAsync(record, cancellationToken);
        while (!IsOpen(snapshot) && time.GetUtcNow() < until)
        {
            await Task.Delay(SessionLook, time, cancellationToken);
            record = await reader.FindAsync(record.Client, record.Id, cancellationToken) ?? record;
            snapshot = await reader.ReadAsync(record, cancellationToken);
        }

        return snapshot;
    }

    private static bool IsOpen(VerificationSnapshot snapshot) =>
        snapshot.Record.Capture == CapturePath.Upload || snapshot.SessionOpen || snapshot.Status.IsFinal();
}
