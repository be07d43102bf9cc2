namespace Verification.Simulators.Calls;

/// <summary>What a call is for, in words that fit every provider, so that one scenario can serve several.</summary>
public enum CallKind
{
    /// <summary>Fetches an access token.</summary>
    Token,

    /// <summary>Creates what the provider calls dossier, process, session or interview.</summary>
    Open,

    /// <summary>Looks a session up.</summary>
    Find,

    /// <summary>Brings an image.</summary>
    Upload,

    /// <summary>Belongs to the provider's own capture page or SDK.</summary>
    Capture,

    /// <summary>Starts the verification that is paid for.</summary>
    Start,

    /// <summary>Reads how far it is; where the provider has one call for both, the result too.</summary>
    Read,

    /// <summary>Reads results, images or files.</summary>
    Result,

    /// <summary>Says that nothing more comes.</summary>
    Finish,

    /// <summary>Deletes.</summary>
    Delete,

    /// <summary>Reads what the provider supports.</summary>
    DocumentTypes,
}
