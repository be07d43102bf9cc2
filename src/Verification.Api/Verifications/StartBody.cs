using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Verification.Api.Bodies;
using Verification.Api.Clients;
using Verification.Api.Images;
using Verification.Api.Problems;
using Verification.Core.Images;
using Verification.Core.Providers;
using Verification.Core.Starting;
using Verification.Core.Storage;
using Verification.Core.Verifications;

namespace Verification.Api.Verifications;

/// <summary>The body of a start, read member by member. Every limit of it stands here.</summary>
internal sealed class StartBody(JsonBody body, ProviderCatalog catalog, ApiClient client)
{
    private const int MaxProviders = 5;
    private const int MaxName = 64;
    private const int MaxReference = 200;
    private const int CountryLength = 3;
    private const int MaxOptionsBytes = 16 * 1024;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(30);
    private static readonly TimeSpan LongestRetention = TimeSpan.FromDays(3650);
    private static readonly TimeSpan DefaultLife = TimeSpan.FromHours(24);

    private readonly FieldErrors _errors = new();

    /// <exception cref="ProblemException">Something is wrong with it; all of it is named at once.</exception>
    public StartCommand ToCommand(string? idempotencyKey)
    {
        var fields = new JsonFields(body.Root, "", _errors);
        var providers = ReadProviders(fields);
        var capture = fields.Word<CapturePath>("capture") ?? CapturePath.Upload;
        var images = ReadImages(fields, capture);
        var autoSubmit = fields.Flag("autoSubmit");
        var expiresAfter = fields.Duration("expiresAfter", Shortest, LongestLife) ?? DefaultLife;
        var retention = ReadRetention(fields);
        var request = new VerificationRequest
        {
            Reference = fields.Text("reference", MaxReference),
            ProcessType = fields.Text("processType", MaxName),
            Document = ReadDocument(fields),
            RedirectUrl = fields.Url("redirectUrl"),
            CallbackUrl = fields.Url("callbackUrl"),
            ProviderOptions = ReadOptions(fields, providers),
        };
        fields.RefuseOthers();
        _errors.ThrowIfAny();
        CheckTogether(providers, capture, request);
        _errors.ThrowIfAny();
        var complete = providers.SelectMany(provider => provider.NeededImages(request)).All(kind => images.Any(image => image.Kind == kind));
        return new StartCommand(
            client.Name,
            idempotencyKey,
            Digest.Of(body.Bytes.Span),
            [.. providers.Select(provider => provider.Descriptor.Name)],
            capture,
            request,
            images,
            autoSubmit ?? (images.Count > 0 && complete),
            expiresAfter,
            retention,
            client.PaidStartsPerDay);
    }

    private List<IVerificationProvider> ReadProviders(JsonFields fields)
    {
        if (fields.Has("provider") == fields.Has("providers"))
        {
            fields.Refuse("provider", "Name one provider in provider, or several in their order in providers.");
        }

        var one = fields.Text("provider", MaxName);
        var several = fields.Texts("providers", MaxProviders, MaxName);
        var found = new List<IVerificationProvider>();
        foreach (var name in several ?? (one is null ? [] : [one]))
        {
            if (catalog.Find(name) is { } provider)
            {
                found.Add(provider);
            }
            else
            {
                fields.Refuse(several is null ? "provider" : "providers", "No such provider is configured; see GET /api/providers.");
            }
        }

        return found;
    }

    private List<ImageSource> ReadImages(JsonFields fields, CapturePath capture)
    {
        var images = fields.Object("images") is { } given ? ImageFields.Read(given, body) : [];
        if (images.Count > 0 && capture != CapturePath.Upload)
        {
            fields.Refuse("images", "Images can only be sent where capture is upload.");
        }

        return images;
    }

    private static Retention ReadRetention(JsonFields fields)
    {
        var given = fields.Object("retention");
        var result = given?.Duration("result", Shortest, LongestRetention) ?? Retention.Default.Result;
        var keep = given?.Word<KeepLevel>("keep") ?? Retention.Default.Keep;
        given?.RefuseOthers();
        return new Retention(result, keep);
    }

    private static DocumentSelector? ReadDocument(JsonFields fields)
    {
        if (fields.Object("document") is not { } given)
        {
            return null;
        }

        var country = given.Text("country", CountryLength);
        if (country is not null && !(country.Length == CountryLength && country.All(char.IsAsciiLetterUpper)))
        {
            given.Refuse("country", "Must be an ISO 3166-1 alpha-3 code in capitals, such as NLD.");
        }

        var document = new DocumentSelector(given.Text("type", MaxName), country, given.Text("id", MaxName));
        given.RefuseOthers();
        return document;
    }

    private JsonObject ReadOptions(JsonFields fields, List<IVerificationProvider> providers)
    {
        if (fields.Take("providerOptions") is not { } given)
        {
            return [];
        }

        if (given.ValueKind != JsonValueKind.Object || JsonMarshal.GetRawUtf8Value(given).Length > MaxOptionsBytes)
        {
            fields.Refuse("providerOptions", $"Must be a JSON object of at most {MaxOptionsBytes} bytes.");
            return [];
        }

        var members = new JsonFields(given, "providerOptions", _errors);
        foreach (var name in providers.SelectMany(provider => provider.Descriptor.Options))
        {
            members.Take(name);
        }

        members.RefuseOthers();
        return JsonObject.Create(given.Clone())!;
    }

    /// <summary>What can only be judged once every field by itself is right.</summary>
    private void CheckTogether(List<IVerificationProvider> providers, CapturePath capture, VerificationRequest request)
    {
        if (capture == CapturePath.Hosted && request.RedirectUrl is null)
        {
            _errors.Add("redirectUrl", "Is needed where capture is hosted.");
        }

        foreach (var provider in providers)
        {
            if (!provider.Descriptor.CapturePaths.Contains(capture))
            {
                var offered = string.Join(", ", provider.Descriptor.CapturePaths.Select(Word));
                _errors.Add("capture", $"{provider.Descriptor.Name} does not offer {Word(capture)}, only {offered}.");
                continue;
            }

            foreach (var (field, sentence) in provider.Validate(request, capture))
            {
                _errors.Add(field, sentence);
            }
        }
    }

    private static string Word(CapturePath capture) => capture.ToString().ToLowerInvariant();
}
