namespace Verification.Local.Commands;

/// <summary>What the process says to whoever started it.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    public const int Failed = 1;

    /// <summary>The arguments or settings cannot be worked with.</summary>
    public const int BadArguments = 2;
}
