namespace Verification.Local.Demo;

internal enum DemoActor
{
    /// <summary>The demo as the client app.</summary>
    Client,

    /// <summary>The service.</summary>
    Service,

    /// <summary>The simulated provider.</summary>
    Provider,
}

/// <summary>One thing that happened.</summary>
/// <param name="At">Since the start was sent.</param>
/// <param name="Detail">What a reader may skip: status, file, code.</param>
internal sealed record DemoStep(TimeSpan At, DemoActor Actor, string Text, string Detail);
