using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Verification.Core.Providers;
using Verification.Core.Verifications;

namespace Verification.Providers.Incode;

/// <summary>Where a session stands and what was found in it: status, score and what was read from the document, put together.</summary>
internal sealed class IncodeResults(IncodeClient client, IncodeTokens tokens, IOptionsMonitor<IncodeOptions> options)
{
    public async Task<ProviderProgress> GetProgressAsync(ProviderSession session, CancellationToken cancellationToken)
    {
        try
        {
            return await tokens.ForSessionAsync(session, token => ReadProgressAsync(token, session, cancellationToken), cancellationToken);
        }
        catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.NotFound)
        {
            return new ProviderProgress(ProviderState.Gone);
        }
    }

    public async Task<ProviderResult> GetResultAsync(ProviderSession session, CancellationToken cancellationToken)
    {
        var (status, score) = await tokens.ForSessionAsync(session, token => ReadScoreAsync(token, session, cancellationToken), cancellationToken);
        var ocr = await tokens.ForSessionAsync(session, token => ReadOcrAsync(token, session, cancellationToken), cancellationToken);
        var withSelfie = IncodeSession.WithSelfie(session);
        var found = new IncodeScore(score);
        var decision = Decide(status, found, withSelfie)
            ?? throw new ProviderException(
                ProviderErrorKind.Protocol, "provider.undecided", "The session has no decision any more.", mayHaveTakenEffect: false);
        var raw = new JsonObject { ["onboardingStatus"] = status, ["score"] = Node(score), ["ocrData"] = Node(ocr) };
        if (decision is Decision.Accepted && options.CurrentValue.ApproveAccepted)
        {
            raw["customer"] = Customer(await tokens.ForExecutiveAsync(
                token => client.ApproveAsync(token, session.Key, cancellationToken), cancellationToken));
        }

        return new ProviderResult(
            decision, found.Reasons(decision, withSelfie), IncodeOcr.Person(ocr), IncodeOcr.Document(ocr), found.Checks(), raw);
    }

    private async Task<ProviderProgress> ReadProgressAsync(string token, ProviderSession session, CancellationToken cancellationToken)
    {
        var (status, score) = await ReadScoreAsync(token, session, cancellationToken);
        return status switch
        {
            null or IncodeStatus.Unknown => new ProviderProgress(ProviderState.Pending),
            IncodeStatus.Expired => new ProviderProgress(ProviderState.Failed, Reason: "provider.expired"),
            _ when Decide(status, new IncodeScore(score), IncodeSession.WithSelfie(session)) is { } decision =>
                new ProviderProgress(ProviderState.Decided, decision),
            _ => new ProviderProgress(ProviderState.Processing),
        };
    }

    // ONBOARDING_FINISHED comes whatever the verdict; the score is read only where it is final.
    private async Task<(string? Status, JsonElement Score)> ReadScoreAsync(
        string token, ProviderSession session, CancellationToken cancellationToken)
    {
        var status = await client.GetStatusAsync(token, session.Key, cancellationToken);
        var ended = IncodeStatus.IsOver(status) && status is not IncodeStatus.Expired;
        return (status, ended ? await client.GetScoreAsync(token, session.Key, cancellationToken) : default);
    }

    /// <summary>What a person at Incode decided stands above the score.</summary>
    private static Decision? Decide(string? status, IncodeScore score, bool withSelfie) => status switch
    {
        IncodeStatus.Approved => Decision.Accepted,
        IncodeStatus.Rejected => Decision.Rejected,
        IncodeStatus.Finished => score.Decide(withSelfie),
        _ => null,
    };

    /// <summary>There may be none, for example where the document could not be read.</summary>
    private async Task<JsonElement> ReadOcrAsync(string token, ProviderSession session, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetOcrAsync(token, session.Key, cancellationToken);
        }
        catch (ProviderException exception) when (exception.Kind is ProviderErrorKind.NotFound or ProviderErrorKind.Refused)
        {
            return default;
        }
    }

    /// <summary>Without the token that lets its holder act as this customer for a long time.</summary>
    private static JsonNode? Customer(JsonElement approved)
    {
        var customer = Node(approved);
        (customer as JsonObject)?.Remove("token");
        return customer;
    }

    private static JsonNode? Node(JsonElement json) => json.ValueKind is JsonValueKind.Undefined ? null : JsonNode.Parse(json.GetRawText());
}
