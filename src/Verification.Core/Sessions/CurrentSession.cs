using Verification.Core.Providers;

namespace Verification.Core.Sessions;

/// <summary>Where a verification's session stands: the attempt and provider that it is with, and the session once there is one.</summary>
public sealed record CurrentSession(int Attempt, string Provider, ProviderSession? Session);
