namespace Verification.Core.Providers;

/// <summary>Which document the person shows. Providers name it differently: by type and country, or by an id of their own list.</summary>
/// <param name="Type">For example <c>passport</c>, <c>identityCard</c>, <c>driversLicense</c>.</param>
/// <param name="Country">ISO 3166-1 alpha-3, upper case.</param>
/// <param name="Id">The provider's own id, from <c>GET /api/providers/{provider}/document-types</c>.</param>
public sealed record DocumentSelector(string? Type, string? Country, string? Id);
