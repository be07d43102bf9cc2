using System.Text.Json;
using Verification.Core.Workflows;

namespace Verification.Engine.History;

/// <summary>How history is written: plain JSON that <c>sqlite3</c> and a person can read.</summary>
internal static class HistoryJson
{
    public static byte[] Write(HistoryEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, WorkflowJson.Options);

    public static byte[] Write(IReadOnlyList<WorkflowAction> actions) => JsonSerializer.SerializeToUtf8Bytes(actions, WorkflowJson.Options);

    /// <exception cref="HistoryMismatchException">The text is not an event that this program knows.</exception>
    public static HistoryEvent ReadEvent(byte[] json) => Read<HistoryEvent>(json);

    /// <inheritdoc cref="ReadEvent"/>
    public static IReadOnlyList<WorkflowAction> ReadActions(byte[] json) => Read<List<WorkflowAction>>(json);

    private static T Read<T>(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, WorkflowJson.Options) ?? throw new JsonException();
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or FormatException)
        {
            throw new HistoryMismatchException("the history cannot be read", exception);
        }
    }
}
