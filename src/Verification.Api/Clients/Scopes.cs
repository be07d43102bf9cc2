namespace Verification.Api.Clients;

/// <summary>What a client's keys allow.</summary>
[Flags]
public enum Scopes
{
    None = 0,

    /// <summary>Snapshots, lists, timelines, providers.</summary>
    Read = 1,

    /// <summary>Starting, images, submitting, canceling, session tokens.</summary>
    Write = 2,

    /// <summary>What is personal: results and staged images.</summary>
    Results = 4,

    /// <summary>Erasing.</summary>
    Erase = 8,

    /// <summary>What concerns the running of the service as a whole.</summary>
    Operator = 16,

    All = Read | Write | Results | Erase | Operator,
}
