namespace Verification.Local.Demo;

/// <summary>Shows a demo as it happens.</summary>
internal interface IDemoView
{
    /// <summary>Shows what <paramref name="play"/> does while it runs.</summary>
    Task<DemoReport> PlayAsync(DemoOptions options, Func<Task<DemoReport>> play);

    void Show(DemoStep step);

    /// <summary>Where the verification stands now.</summary>
    void Status(string status);
}
