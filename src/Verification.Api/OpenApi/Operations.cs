namespace Verification.Api.OpenApi;

/// <summary>Every operation by the name of its route.</summary>
internal static class Operations
{
    public static IReadOnlyDictionary<string, Operation> All { get; } = new Dictionary<string, Operation>
    {
        ["StartVerification"] = new(
            "Verifications",
            "Start a verification",
            "With an `Idempotency-Key` the request may be repeated: the same key and body give the same verification, never a second one "
            + "(410 once that was erased). "
            + "Where capture is sdk or hosted the answer waits up to 10 seconds for the session.",
            "StartRequest",
            [(201, "Snapshot"), (202, "Snapshot")],
            409, 410, 422),
        ["ListVerifications"] = new(
            "Verifications",
            "List verifications",
            "Newest first, and only the client's own. Pages stay stable while verifications are started.",
            null,
            [(200, "Page")],
            400),
        ["GetVerification"] = new(
            "Verifications",
            "Read where a verification stands",
            "Send the `ETag` of the last answer as `If-None-Match` to poll cheaply. After an erasure the 410 carries the receipt.",
            null,
            [(200, "Snapshot"), (304, null)],
            410),
        ["PostImages"] = new(
            "Images",
            "Send several images",
            "As data URLs in JSON, or as parts of a form named front, back and selfie. The same kind again replaces the former.",
            "Images",
            [(202, "Snapshot")],
            409, 410),
        ["PutImage"] = new(
            "Images",
            "Send one image",
            "The raw bytes of a PNG or JPEG, checked as they stream in. The same kind again replaces the former.",
            null,
            [(202, "Snapshot")],
            409, 410),
        ["GetImage"] = new("Images", "Read a staged image", "Only while it is staged; images are deleted when the verification ends.", null, [(200, null)], 410),
        ["SubmitVerification"] = new(
            "Verifications",
            "Say that the capture is complete",
            "That all images are there, or that the SDK is done, with what the SDK handed back where the provider wants that.",
            "Submission",
            [(202, "Snapshot")],
            409, 410),
        ["GetSession"] = new("Verifications", "Read the token for a client SDK", "", null, [(200, "Session")], 409, 410),
        ["GetResult"] = new("Results", "Read the result", "Normalised over all providers, as far as retention kept it.", null, [(200, "Result")], 409, 410),
        ["GetTimeline"] = new(
            "Results",
            "Read the timeline",
            "Every step in order, each with the digest of the one before, so that none can be changed or taken out unseen.",
            null,
            [(200, "Timeline")]),
        ["CancelVerification"] = new("Verifications", "Cancel", "Asks for an end; the snapshot shows what became of it.", "Nothing", [(202, "Snapshot")], 409, 410),
        ["EraseVerification"] = new(
            "Verifications",
            "Erase",
            "Deletes everything personal here and at the provider, also while it runs. The verification answers 410 from then on.",
            null,
            [(202, null)]),
        ["ListDeliveries"] = new("Deliveries", "List outgoing webhooks", "Each with its tries.", null, [(200, "Deliveries")], 410),
        ["ResendDelivery"] = new("Deliveries", "Send a webhook again", "Under the id it always had.", "Nothing", [(202, "Delivery")], 410),
        ["ListProviders"] = new("Providers", "List providers", "What is configured and what it can do.", null, [(200, "Providers")]),
        ["ListDocumentTypes"] = new("Providers", "List the documents that a provider takes", "", null, [(200, "DocumentTypes")], 404, 503),
        ["IssueWebhookToken"] = new(
            "Notifications", "Issue a token to a provider", "Called by Incode (OAuth 2.0 client credentials).", "TokenRequest", [(200, "Token")], 401, 404),
        ["ReceiveWebhook"] = new(
            "Notifications", "Take a notification", "Called by providers, which prove themselves by their own scheme and get the answer they want.", null, [(200, null)], 401, 404),
        ["ReceiveVerificationWebhook"] = new(
            "Notifications", "Take a notification of one verification", "As the one without an id.", null, [(200, null)], 401, 404),
        ["GetHealth"] = new("Health", "Is the process alive?", "", null, [(200, "Health")]),
        ["GetReadiness"] = new("Health", "Can starts be acknowledged?", "Store and engine answer. A provider that is out is shown and does no harm: starts wait for it.", null, [(200, "Readiness"), (503, "Readiness")]),
        ["GetOpenApi"] = new("Health", "This description", "", null, [(200, "OpenApi")]),
        ["GetDocs"] = new("Health", "This description as a page", "", null, [(200, null)]),
    };
}
