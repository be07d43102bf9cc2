using Verification.Core.Verifications;

namespace Verification.Providers.Passbase;

/// <summary>What a request must hold for Passbase.</summary>
internal static class PassbaseValidation
{
    /// <summary>A first verification; which documents and steps it has is set in Passbase's dashboard.</summary>
    public const string DocumentSelfie = "documentSelfie";

    public const string Reauthentication = "reauthentication";

    public const string Email = "email";
    public const string Country = "country";
    public const string Identity = "identity";

    private const int MaxEmail = 254;

    public static IReadOnlyList<CapturePath> CapturePaths { get; } = [CapturePath.Sdk, CapturePath.Hosted];

    public static IReadOnlyList<string> ProcessTypes { get; } = [DocumentSelfie, Reauthentication];

    public static IReadOnlyList<string> Options { get; } = [Email, Country, Identity];

    public static IReadOnlyDictionary<string, string> Validate(VerificationRequest request)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (request.ProcessType is { } type && !ProcessTypes.Contains(type))
        {
            errors["processType"] = $"passbase supports {string.Join(", ", ProcessTypes)}.";
        }

        foreach (var name in Options.Where(name => request.ProviderOptions[name] is not null && Text(request, name) is null))
        {
            errors[$"providerOptions.{name}"] = "It must be text.";
        }

        if (Text(request, Email) is { } email && (email.Length > MaxEmail || email.IndexOf('@', StringComparison.Ordinal) < 1))
        {
            errors["providerOptions.email"] = "It must be an e-mail address.";
        }

        if (Text(request, Country) is { } country && (country.Length != 2 || !country.All(char.IsAsciiLetter)))
        {
            errors["providerOptions.country"] = "It must be an ISO 3166-1 alpha-2 code, for example de.";
        }

        CheckReauthentication(request, errors);
        return errors;
    }

    /// <summary>The identity to authenticate as, in its one spelling; null for a first verification.</summary>
    public static string? Root(VerificationRequest request) =>
        request.ProcessType is Reauthentication ? PassbaseKey.Read(Text(request, Identity)) : null;

    public static string? Text(VerificationRequest request, string name) =>
        request.ProviderOptions[name]?.GetValueKind() is System.Text.Json.JsonValueKind.String
        && (string?)request.ProviderOptions[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static void CheckReauthentication(VerificationRequest request, Dictionary<string, string> errors)
    {
        if (request.ProcessType is not Reauthentication)
        {
            if (request.ProviderOptions[Identity] is not null)
            {
                errors["providerOptions.identity"] = "It belongs to processType reauthentication only.";
            }

            return;
        }

        if (Root(request) is null)
        {
            errors["providerOptions.identity"] = "A re-authentication needs the key of the person's approved identity, a UUID.";
        }

        if (Text(request, Email) is null)
        {
            errors.TryAdd("providerOptions.email", "A re-authentication needs the e-mail address of the first verification.");
        }
    }
}
