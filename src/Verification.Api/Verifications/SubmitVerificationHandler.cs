using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Verification.Api.Bodies;
using Verification.Api.Images;
using Verification.Api.Pipeline;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Api.Verifications;

/// <summary>"The images are complete" or "the SDK is done", with what the SDK handed back where the provider wants that.</summary>
internal sealed class SubmitVerificationHandler(
    VerificationReader reader, VerificationCommands commands, ProviderCatalog catalog) : IApiHandler
{
    private static readonly string[] Missing = ["Is needed and was not sent."];
    private static readonly Code Incomplete = "submission.incomplete";

    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var record = await call.FindLivingAsync(reader);
        if (record.Outcome is not null)
        {
            throw Ended();
        }

        var submission = await ReadSubmissionAsync(call, record);
        if (record.Capture != CapturePath.Upload || submission.Count > 0)
        {
            await HandInAsync(record, submission, call.Aborted);
        }

        var missing = await commands.SubmitAsync(record, call.Aborted) ?? throw Ended();
        if (missing.Count > 0)
        {
            throw new ProblemException(ProblemTypes.ImagesMissing, "Send the missing images first.")
            {
                Errors = missing.ToDictionary(ImageKinds.Word, _ => Missing),
            };
        }

        return new SnapshotResult(await reader.ReadAsync(record, call.Aborted), StatusCodes.Status202Accepted);
    }

    private async Task<JsonObject> ReadSubmissionAsync(ApiCall call, VerificationRecord record)
    {
        using var body = await JsonBody.FindAsync(call.Request, call.Aborted);
        if (body is null)
        {
            return [];
        }

        var errors = new FieldErrors();
        var fields = new JsonFields(body.Root, "", errors);
        foreach (var name in record.Providers.SelectMany(provider => catalog.Find(provider)?.Descriptor.Submission ?? []))
        {
            fields.Take(name);
        }

        fields.RefuseOthers();
        errors.ThrowIfAny();
        return JsonObject.Create(body.Root.Clone())!;
    }

    private async Task HandInAsync(VerificationRecord record, JsonObject submission, CancellationToken cancellationToken)
    {
        try
        {
            if (!await commands.HandInAsync(record, submission, cancellationToken))
            {
                throw new ProblemException(ProblemTypes.SessionNotReady, "The session is being opened.") { RetryAfter = TimeSpan.FromSeconds(1) };
            }
        }
        catch (ProviderException refused) when (refused.Kind is ProviderErrorKind.Refused or ProviderErrorKind.NotFound)
        {
            throw new ProblemException(
                ProblemTypes.SubmissionRefused,
                refused.Code == Incomplete ? refused.Message : "It does not belong to this verification or cannot be used.");
        }
    }

    private static ProblemException Ended() => new(ProblemTypes.VerificationEnded, "Nothing more can be submitted.");
}
