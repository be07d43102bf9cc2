namespace Verification.Api.Clients;

/// <summary>The client that a request's key belongs to.</summary>
public sealed record ApiClient(string Name, Scopes Scopes);
