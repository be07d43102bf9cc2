using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Verification.Core.Verifications;

/// <summary>
/// A stable word for a program, such as <c>front.glare</c> or <c>start.unknown</c>: 1 to 128 of the characters
/// <c>A-Z a-z 0-9 . _ - =</c>. Workflow messages carry codes and never free text, which keeps personal data out of history.
/// </summary>
[JsonConverter(typeof(ParsableJsonConverter<Code>))]
public readonly record struct Code : IParsable<Code>
{
    private const int MaxLength = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-=");

    private readonly string? _value;

    /// <exception cref="FormatException">The text is not a code.</exception>
    public Code(string value) =>
        _value = IsValid(value) ? value : throw new FormatException("A code is 1 to 128 letters, digits, dots, dashes, underscores or equals signs.");

    public static implicit operator Code(string value) => new(value);

    public static Code Parse(string s, IFormatProvider? provider = null) => new(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Code result)
    {
        var valid = IsValid(s);
        result = valid ? new Code(s!) : default;
        return valid;
    }

    public override string ToString() => _value ?? "";

    private static bool IsValid([NotNullWhen(true)] string? value) =>
        value is { Length: > 0 and <= MaxLength } && value.AsSpan().IndexOfAnyExcept(Allowed) < 0;
}
