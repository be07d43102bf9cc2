namespace Verification.Core.Verifications;

/// <summary>Settings under <c>Verification</c>: the paces of the workflow. Times that a workflow uses are fixed when it starts.</summary>
public sealed class VerificationOptions
{
    public const string Section = "Verification";

    /// <summary>Where providers reach this host, for example <c>https://verify.example.com</c>; without it there are no callbacks and
    /// results are polled.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>How long the last, or only, provider may fail technically at one step before the verification fails.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The same for a provider after which another one can be tried.</summary>
    public TimeSpan FallbackAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>First interval between two looks at the provider; each further one is longer by half.</summary>
    public TimeSpan PollFirst { get; set; } = TimeSpan.FromSeconds(2);

    public TimeSpan PollLast { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long deleting at the provider is tried before the session is reported as left behind.</summary>
    public TimeSpan CloseFor { get; set; } = TimeSpan.FromDays(7);

    public int MaxRetakes { get; set; } = 5;

    /// <summary>The largest archive of a full result that is kept; without a larger one the decision stands as well.</summary>
    public long ArchiveMaxBytes { get; set; } = 1024 * 1024 * 1024;
}
