using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Verification.Core.Verifications;

/// <summary>
/// The id of one verification: <c>ver_</c> and the 32 hex digits of a UUIDv7 (RFC 9562), so that ids sort by time of creation.
/// It names the workflow instance and every stored object of the verification. It is not personal data.
/// </summary>
[JsonConverter(typeof(ParsableJsonConverter<VerificationId>))]
public readonly record struct VerificationId : IParsable<VerificationId>
{
    private const string Prefix = "ver_";
    private const int Length = 36;

    /// <summary>The end of the year 9999: what comes later is no time that can be told.</summary>
    private const string Last = "ver_e677d21fdbffffffffffffffffffffff";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly string? _value;

    private VerificationId(string value) => _value = value;

    /// <summary>When the id was made, to the millisecond; the first 48 bits of a UUIDv7.</summary>
    public DateTimeOffset CreatedAt =>
        DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(ToString().Substring(Prefix.Length, 12), 16));

    public static VerificationId New(TimeProvider time) =>
        new(Prefix + Guid.CreateVersion7(time.GetUtcNow()).ToString("N"));

    /// <exception cref="FormatException">The text is not an id.</exception>
    public static VerificationId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException("Not a verification id.");

    public static bool TryParse([NotNullWhen(true)] string? s, out VerificationId result) => TryParse(s, null, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out VerificationId result)
    {
        var valid = s is { Length: Length }
            && s.StartsWith(Prefix, StringComparison.Ordinal)
            && s.AsSpan(Prefix.Length).IndexOfAnyExcept(HexDigits) < 0
            && string.CompareOrdinal(s, Last) <= 0;
        result = valid ? new VerificationId(s!) : default;
        return valid;
    }

    public override string ToString() => _value ?? "";
}
