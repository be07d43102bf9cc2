namespace Verification.Providers.Authentication;

/// <param name="RenewAt">From here on a new one is fetched: somewhat before the provider stops taking it.</param>
internal sealed record AccessToken(string Value, DateTimeOffset RenewAt);
