using Microsoft.Extensions.Options;
using Verification.Providers.Http;

namespace Verification.Providers.Assure;

/// <summary>Checked when the host starts; every message names the setting.</summary>
internal sealed class AssureOptionsValidator : IValidateOptions<AssureOptions>
{
    private const int ShortestSecret = 32;
    private static readonly TimeSpan LongestPatience = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, AssureOptions options)
    {
        var failures = Check(options).Select(failure => $"{AssureOptions.Section}:{failure}")
            .Concat(options.Resilience.Validate($"{AssureOptions.Section}:{nameof(AssureOptions.Resilience)}"))
            .ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Check(AssureOptions options)
    {
        if (!ProviderAddress.IsSafe(options.BaseUrl, options.Simulated))
        {
            yield return "BaseUrl must be an absolute https address, for example https://api.signicat.com/assure/.";
        }

        if (!ProviderAddress.IsSafe(options.TokenUrl, options.Simulated))
        {
            yield return "TokenUrl must be an absolute https address.";
        }

        if (string.IsNullOrWhiteSpace(options.ClientId))
        {
            yield return "ClientId is missing.";
        }

        if (string.IsNullOrWhiteSpace(options.ClientSecret))
        {
            yield return "ClientSecret is missing.";
        }

        if (string.IsNullOrWhiteSpace(options.Scope))
        {
            yield return "Scope is missing; it is signicat-api, or \"client.assure.api client.capture.api\" on the enterprise platform.";
        }

        foreach (var alias in options.Providers.Where(alias => AssureSubProviders.Find(alias) is null))
        {
            var known = string.Join(", ", AssureSubProviders.All.Select(provider => provider.Alias));
            yield return $"Providers names '{alias}', which is not one of {known}.";
        }

        if (options.CallbackSecrets.Any(secret => secret.Length < ShortestSecret))
        {
            yield return $"CallbackSecrets must each be at least {ShortestSecret} characters long.";
        }

        if (string.IsNullOrWhiteSpace(options.Events.Header) || options.Events.Secrets.Any(string.IsNullOrWhiteSpace))
        {
            yield return "Events:Header must be set and Events:Secrets must not hold an empty entry.";
        }

        if (options.SearchLag < TimeSpan.Zero)
        {
            yield return "SearchLag must not be negative.";
        }

        if (options.DocumentTypesLifetime <= TimeSpan.Zero)
        {
            yield return "DocumentTypesLifetime must be more than zero.";
        }

        if (options.ArchivePatience < TimeSpan.Zero || options.ArchivePatience > LongestPatience)
        {
            yield return $"ArchivePatience must be between zero and {LongestPatience}.";
        }
    }
}
