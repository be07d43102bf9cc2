namespace Verification.Core.Results;

/// <summary>
/// Yes-or-no statements that most clients need in place of the data behind them (data minimisation, GDPR art. 5(1)(c)).
/// Null: the provider did not say.
/// </summary>
public sealed record Claims(bool IdentityVerified, bool? Over18, bool? DocumentValid);
