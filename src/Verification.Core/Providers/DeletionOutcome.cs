namespace Verification.Core.Providers;

public enum DeletionOutcome
{
    Deleted,
    AlreadyGone,
    NotSupported,
}
