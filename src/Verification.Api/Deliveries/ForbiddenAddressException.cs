namespace Verification.Api.Deliveries;

/// <summary>The host of a webhook leads to an address that is not public.</summary>
internal sealed class ForbiddenAddressException() : IOException("The host leads to an address that is not public.");
