using System.Text.Json;
using System.Text.Json.Nodes;
using Verification.Core.Verifications;

namespace Verification.Providers.Passbase;

/// <summary>What the widget and the web link are set up with.</summary>
internal static class PassbaseRequests
{
    /// <summary>The options of <c>@passbase/button</c>, under its names.</summary>
    public static JsonObject Widget(VerificationRequest request, string metadata, PassbaseOptions settings)
    {
        var options = new JsonObject { ["apiKey"] = settings.PublishableKey, ["metaData"] = metadata };
        if (Prefill(request) is { Count: > 0 } prefill)
        {
            options["prefillAttributes"] = prefill;
        }

        return options;
    }

    /// <summary>The address of the hosted capture: everything in one parameter, base64 of JSON.</summary>
    public static Uri Link(VerificationRequest request, string metadata, string slug, PassbaseOptions settings)
    {
        var prefill = Prefill(request);
        prefill["metadata"] = metadata;
        var parameter = Convert.ToBase64String(
            JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["prefill_attributes"] = prefill }));
        return new Uri($"{settings.LinkUrl.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(slug)}?p={Uri.EscapeDataString(parameter)}");
    }

    private static JsonObject Prefill(VerificationRequest request)
    {
        var prefill = new JsonObject();
        foreach (var name in new[] { PassbaseValidation.Email, PassbaseValidation.Country })
        {
            if (PassbaseValidation.Text(request, name) is { } value)
            {
                prefill[name] = value;
            }
        }

        return prefill;
    }
}
