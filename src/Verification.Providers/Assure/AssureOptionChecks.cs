using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Verification.Core.Verifications;

namespace Verification.Providers.Assure;

/// <summary>
/// What <c>providerOptions</c> may hold. Assure would refuse much of it only when the session is opened or, worse, when it is started;
/// said at once, it costs nothing.
/// </summary>
internal static class AssureOptionChecks
{
    private const int LongestText = 200;

    private const string NoLocation =
        "Onfido needs the end-user's location: an object with ipAddress or countryOfResidence (ISO 3166-1 alpha-3).";

    private static readonly string[] Redactable = ["personalIdentificationNumber", "photo"];

    /// <summary>Why an option cannot be sent, by its name.</summary>
    public static IEnumerable<(string Option, string Error)> Run(AssureSubProvider provider, string? processType, JsonObject options)
    {
        // The options of the other providers of a list stand beside its own.
        foreach (var name in AssureValidation.Options(provider))
        {
            if (options[name] is { } value && Refuse(provider, name, value, options) is { } error)
            {
                yield return (name, error);
            }
        }

        if (provider.NeedsLocation && options["location"] is null)
        {
            yield return ("location", NoLocation);
        }

        // Before faces are compared Onfido wants the consent of residents of the United States.
        if (provider.NeedsLocation
            && Text((options["location"] as JsonObject)?["countryOfResidence"]) is "USA"
            && provider.ProcessType(processType).Name is "documentSelfie" or "documentVideo"
            && !(options["consents"] is JsonArray consents && consents.Any(IsGranted)))
        {
            yield return ("consents", "For a resident of the United States Onfido needs the person's consent before it compares faces.");
        }
    }

    private static string? Refuse(AssureSubProvider provider, string name, JsonNode value, JsonObject options) => name switch
    {
        "twoSided" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? null : "It must be true or false.",
        "location" => IsLocation(value) ? null : NoLocation,
        "consents" => value is JsonArray { Count: > 0 } list && list.All(IsConsent) ? null : "It must be a list of {name, granted}.",
        "redact" => value is JsonArray { Count: > 0 } list && list.All(item => Redactable.Contains(Text(item)))
            ? null
            : $"It must be a list of {string.Join(" and ", Redactable)}.",
        "person" or "contact" or "address" => value is JsonObject ? null : "It must be an object.",
        "defaultCountry" => IsCountry(value) ? null : "It must be a country in three capital letters (ISO 3166-1 alpha-3).",
        AssureRequests.Sdk => Sdks(provider, SecondOf(options[AssureRequests.Second])) is var sdks && sdks.Contains(Text(value))
            ? null
            : $"It must be {string.Join(" or ", sdks)} here.",
        AssureRequests.Second => RefuseSecond(provider, value),
        _ => Text(value) is { Length: <= LongestText } ? null : $"It must be a text of at most {LongestText} characters.",
    };

    /// <summary>There is one SDK for the whole capture: what one of its providers insists on, else what any of them has.</summary>
    private static IReadOnlyList<string> Sdks(AssureSubProvider provider, AssureSubProvider? second) =>
        (provider.MandatorySdk ?? second?.MandatorySdk) is { } mandatory
            ? [mandatory]
            : [.. provider.CaptureSdks.Union(second?.CaptureSdks ?? [])];

    private static AssureSubProvider? SecondOf(JsonNode? second) =>
        Text((second as JsonObject)?["provider"]) is { } alias ? AssureSubProviders.Find(alias) : null;

    private static string? RefuseSecond(AssureSubProvider provider, JsonNode value)
    {
        if (SecondOf(value) is not { } other || other == provider || !other.CapturePaths.Contains(CapturePath.Hosted))
        {
            return "It must be an object whose provider is another Assure alias with hosted capture.";
        }

        var second = value.AsObject();
        var unknown = second.Select(member => member.Key).Except([.. other.Options, "provider", "processType"]).FirstOrDefault();
        if (unknown is not null)
        {
            return $"{unknown} is not an option of {other.Alias} there.";
        }

        var processType = Text(second["processType"]);
        if (second["processType"] is not null && other.ProcessTypes.All(type => type.Name != processType))
        {
            return $"Its processType must be {string.Join(" or ", other.ProcessTypes.Select(type => type.Name))}.";
        }

        var own = new JsonObject(second.Where(member => member.Key is not ("provider" or "processType"))
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        return Run(other, processType, own).Select(error => $"{error.Option}: {error.Error}").FirstOrDefault();
    }

    private static bool IsLocation(JsonNode value) =>
        value is JsonObject { Count: > 0 } location && location.All(member => member.Key switch
        {
            "ipAddress" => Text(member.Value) is { } text && text.AsSpan().ContainsAny('.', ':') && IPAddress.TryParse(text, out _),
            "countryOfResidence" => IsCountry(member.Value),
            _ => false,
        });

    private static bool IsConsent(JsonNode? value) =>
        value is JsonObject { Count: 2 } consent && Text(consent["name"]) is { Length: <= LongestText }
        && consent["granted"]?.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    private static bool IsGranted(JsonNode? value) => (value as JsonObject)?["granted"]?.GetValueKind() is JsonValueKind.True;

    private static bool IsCountry(JsonNode? value) => Text(value) is { Length: 3 } text && text.All(char.IsAsciiLetterUpper);

    private static string? Text(JsonNode? value) =>
        value is JsonValue json && json.TryGetValue(out string? text) && !string.IsNullOrWhiteSpace(text) ? text : null;
}
