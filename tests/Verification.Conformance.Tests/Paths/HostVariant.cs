namespace Verification.Conformance.Tests.Paths;

/// <summary>A host whose settings differ from the usual ones.</summary>
/// <param name="Name">Null for the usual one.</param>
/// <param name="Without">Settings that are left out.</param>
internal sealed record HostVariant(
    string? Name, IReadOnlyList<string> Without, IReadOnlyDictionary<string, string?> Settings)
{
    public static HostVariant Usual { get; } = new(null, [], new Dictionary<string, string?>());
}
