namespace Verification.Api.Clients;

/// <summary>The client that a request's key belongs to.</summary>
/// <param name="RequestsPerMinute">0 where there is no limit.</param>
/// <param name="PaidStartsPerDay">Null where there is no budget.</param>
public sealed record ApiClient(string Name, Scopes Scopes, int RequestsPerMinute, int? PaidStartsPerDay);
