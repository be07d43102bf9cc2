namespace Verification.Local.Demo;

/// <summary>Timeline codes in words.</summary>
internal static class StepTexts
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["verification.created"] = "acknowledged, from here on nothing is lost",
        ["provider.passedOver"] = "provider passed over, its circuit is open",
        ["attempt.abandoned"] = "provider given up, the next one has its turn",
        ["answer.late"] = "late answer of a provider that was given up, recorded and ignored",
        ["verification.resumed"] = "taken up again, its history was lost",
        ["session.opened"] = "session opened at the provider",
        ["images.uploaded"] = "pictures handed to the provider",
        ["images.refused"] = "the provider refuses a picture",
        ["verification.started"] = "verification started, paid for once",
        ["result.stored"] = "result read, sealed and stored",
        ["result.unread"] = "changed result not read, the decision before it stands",
        ["workflow.failed"] = "a fault of ours ended the work",
        ["verification.completed"] = "outcome recorded",
        ["verification.failed"] = "failure recorded",
        ["verification.canceled"] = "cancellation recorded",
        ["verification.expired"] = "expiry recorded",
        ["images.discarded"] = "staged pictures deleted",
        ["session.deleted"] = "session deleted at the provider",
        ["archive.missing"] = "the provider has no archive of the result to give",
        ["session.left"] = "an unused session may be left at the provider",
        ["session.kept"] = "session left to the provider, which offers no deletion",
    };

    /// <summary>A code without words of its own speaks for itself.</summary>
    public static string Of(string code) => Texts.GetValueOrDefault(code, code);
}
