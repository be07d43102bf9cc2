using Microsoft.Extensions.Options;
using Verification.Providers.Http;

namespace Verification.Providers.Incode;

/// <summary>Checked when the host starts; every message names the setting.</summary>
internal sealed class IncodeOptionsValidator : IValidateOptions<IncodeOptions>
{
    private const int ShortestSecret = 32;

    public ValidateOptionsResult Validate(string? name, IncodeOptions options)
    {
        var failures = Check(options).Concat(CheckWebhooks(options.Webhooks))
            .Select(failure => $"{IncodeOptions.Section}:{failure}")
            .Concat(options.Resilience.Validate($"{IncodeOptions.Section}:{nameof(IncodeOptions.Resilience)}"))
            .ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Check(IncodeOptions options)
    {
        if (!ProviderAddress.IsSafe(options.BaseUrl, options.Simulated))
        {
            yield return "BaseUrl must be an absolute https address, for example https://saas-api.incodesmile.com/.";
        }
        else if (options.BaseUrl.AbsolutePath.TrimEnd('/').EndsWith("/0", StringComparison.Ordinal))
        {
            yield return "BaseUrl must not end with /0: that form is for apps, which hold no API key.";
        }

        if (string.IsNullOrWhiteSpace(options.ApiKey))
        {
            yield return "ApiKey is missing.";
        }

        if (string.IsNullOrWhiteSpace(options.ConfigurationId))
        {
            yield return "ConfigurationId is missing; it is the id of a flow in the dashboard.";
        }

        if (string.IsNullOrWhiteSpace(options.ExecutiveEmail) != string.IsNullOrWhiteSpace(options.ExecutivePassword))
        {
            yield return "ExecutiveEmail and ExecutivePassword belong together.";
        }

        if (options.ApproveAccepted && !options.HasExecutive)
        {
            yield return "ApproveAccepted needs ExecutiveEmail and ExecutivePassword.";
        }

        if (options.FinishMethod is not ("GET" or "POST"))
        {
            yield return "FinishMethod must be GET or POST.";
        }

        if (options.ReviewWindow < TimeSpan.Zero || options.ExecutiveTokenLifetime <= TimeSpan.Zero)
        {
            yield return "ReviewWindow must not be negative and ExecutiveTokenLifetime must be more than zero.";
        }
    }

    private static IEnumerable<string> CheckWebhooks(IncodeWebhookOptions options)
    {
        if (options.Secrets.Concat(options.ClientSecrets).Any(secret => secret.Length < ShortestSecret))
        {
            yield return $"Webhooks:Secrets and Webhooks:ClientSecrets must each be at least {ShortestSecret} characters long.";
        }

        if (string.IsNullOrWhiteSpace(options.Header) || options.TokenLifetime <= TimeSpan.Zero)
        {
            yield return "Webhooks:Header must be set and Webhooks:TokenLifetime more than zero.";
        }

        if (options.ClientSecrets.Count > 0 && string.IsNullOrWhiteSpace(options.ClientId))
        {
            yield return "Webhooks:ClientSecrets need a Webhooks:ClientId.";
        }
    }
}
