using System.Text;
using Microsoft.Extensions.Options;
using Verification.Providers.Http;

namespace Verification.Providers.Passbase;

/// <summary>Checked when the host starts; every message names the setting.</summary>
internal sealed class PassbaseOptionsValidator : IValidateOptions<PassbaseOptions>
{
    public ValidateOptionsResult Validate(string? name, PassbaseOptions options)
    {
        var failures = Check(options).Select(failure => $"{PassbaseOptions.Section}:{failure}")
            .Concat(options.Resilience.Validate($"{PassbaseOptions.Section}:{nameof(PassbaseOptions.Resilience)}"))
            .ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Check(PassbaseOptions options)
    {
        if (!ProviderAddress.IsSafe(options.BaseUrl, options.Simulated))
        {
            yield return "BaseUrl must be an absolute https address, for example https://api.passbase.com/verification/v2/.";
        }

        if (!ProviderAddress.IsSafe(options.LinkUrl, options.Simulated))
        {
            yield return "LinkUrl must be an absolute https address, for example https://verify.passbase.com/.";
        }

        if (string.IsNullOrWhiteSpace(options.SecretKey))
        {
            yield return "SecretKey is missing.";
        }

        if (string.IsNullOrWhiteSpace(options.PublishableKey) || options.PublishableKey == options.SecretKey)
        {
            yield return "PublishableKey is missing, or is the secret key, which must never reach a client.";
        }

        if (!PassbaseMetadata.IsKey(options.MetadataKey))
        {
            yield return "MetadataKey must be a private RSA key of at least 2048 bits, as PEM or as base64 of its PKCS#8 form.";
        }

        if (options.Webhooks.Secrets.Any(secret => Encoding.UTF8.GetByteCount(secret) != PassbaseCipher.KeyBytes))
        {
            yield return $"Webhooks:Secrets must each be {PassbaseCipher.KeyBytes} bytes long.";
        }

        if (options.Webhooks.LookupTimeout <= TimeSpan.Zero || options.ReviewWindow < TimeSpan.Zero || options.SearchPages < 0)
        {
            yield return "Webhooks:LookupTimeout must be more than zero, ReviewWindow and SearchPages not negative.";
        }
    }
}
