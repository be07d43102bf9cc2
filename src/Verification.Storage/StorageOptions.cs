namespace Verification.Storage;

/// <summary>
/// Settings under <c>Storage</c>. Objects lie on Azure blobs when <see cref="ConnectionString"/> or <see cref="ServiceUri"/> is set, else
/// in files under <see cref="Path"/>.
/// </summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>The data folder. Objects lie in <c>objects</c> below it.</summary>
    public string Path { get; set; } = "./data";

    /// <summary>A connection string of Azure Storage; <c>UseDevelopmentStorage=true</c> is Azurite.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The blob endpoint, such as <c>https://account.blob.core.windows.net</c>, used with the identity of the process.</summary>
    public string? ServiceUri { get; set; }

    /// <summary>The container, created at start unless it exists.</summary>
    public string Container { get; set; } = "verification";

    /// <summary>The master key: 32 bytes in Base64. In Azure it comes from the Key Vault secret <c>Storage--MasterKey</c>.</summary>
    public string? MasterKey { get; set; }

    /// <summary>Former master keys, which still open what they sealed.</summary>
    public IList<string> PreviousMasterKeys { get; } = [];

    /// <summary>
    /// Where the master key lies when <see cref="MasterKey"/> is not set; made at the first start. With files it is <c>master.key</c> in
    /// the data folder by default; with blobs there is no default, because every instance needs the same key.
    /// </summary>
    public string? MasterKeyFile { get; set; }

    internal bool UsesBlobs => ConnectionString is not null || ServiceUri is not null;

    internal string? MasterKeyPath =>
        MasterKey is not null ? null : MasterKeyFile ?? (UsesBlobs ? null : System.IO.Path.Combine(Path, "master.key"));
}
