namespace Verification.Core.Providers;

/// <summary>A document that a provider accepts.</summary>
public sealed record DocumentType(string Id, string Type, string? SubType, string? Country, string? CountryName);
