namespace Verification.Core.Storage;

/// <summary>Identifies one version of a stored object; opaque.</summary>
public readonly record struct ObjectTag(string Value);
