using System.Buffers.Binary;
using System.Text;

namespace Verification.Local.Tests.EndToEnd;

/// <summary>A span as it is sent to an OpenTelemetry collector (opentelemetry/proto/trace/v1/trace.proto), read from protobuf.</summary>
internal sealed record OtlpSpan(string TraceId, string SpanId, string ParentId, string Name, int Kind, IReadOnlyDictionary<string, string> Tags)
{
    public const int Server = 2;
    public const int Client = 3;

    /// <param name="request">An ExportTraceServiceRequest: resource spans, in them scope spans, in them spans.</param>
    public static IEnumerable<OtlpSpan> Read(byte[] request) =>
        Messages(request, 1).SelectMany(resource => Messages(resource, 2)).SelectMany(scope => Messages(scope, 2)).Select(ReadOne);

    private static OtlpSpan ReadOne(byte[] span) => new(
        Convert.ToHexStringLower(Messages(span, 1).Single()),
        Convert.ToHexStringLower(Messages(span, 2).Single()),
        Convert.ToHexStringLower(Messages(span, 4).SingleOrDefault([])),
        Text(Messages(span, 5).Single()),
        (int)Fields(span).Single(field => field.Number == 6).Varint,
        Messages(span, 9).ToDictionary(tag => Text(Messages(tag, 1).Single()), tag => ReadValue(Messages(tag, 2).Single())));

    private static string ReadValue(byte[] value)
    {
        var (number, varint, bytes) = Fields(value).First();
        return number == 1 ? Text(bytes) : $"{varint}";
    }

    private static IEnumerable<byte[]> Messages(byte[] message, int number) =>
        Fields(message).Where(field => field.Number == number).Select(field => field.Bytes);

    private static List<(int Number, ulong Varint, byte[] Bytes)> Fields(ReadOnlySpan<byte> message)
    {
        var fields = new List<(int, ulong, byte[])>();
        while (!message.IsEmpty)
        {
            var key = Varint(ref message);
            var (varint, length) = (key & 7) switch
            {
                0 => (Varint(ref message), 0),
                1 => (BinaryPrimitives.ReadUInt64LittleEndian(message), 8),
                2 => (0UL, (int)Varint(ref message)),
                _ => (BinaryPrimitives.ReadUInt32LittleEndian(message), 4),
            };
            fields.Add(((int)(key >> 3), varint, message[..length].ToArray()));
            message = message[length..];
        }

        return fields;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
