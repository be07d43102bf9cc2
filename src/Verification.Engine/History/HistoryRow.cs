namespace Verification.Engine.History;

/// <summary>One episode: an event, and what the workflow decided when it was delivered.</summary>
/// <param name="Instance">The instance's key.</param>
/// <param name="At">When it was delivered; Unix time in milliseconds, never less than the row before.</param>
/// <param name="Event">JSON of a <see cref="HistoryEvent"/>.</param>
/// <param name="Actions">JSON of the <see cref="WorkflowAction"/>s, or null while the event waits for code that fits the history.</param>
internal sealed record HistoryRow(long Instance, int Episode, long At, byte[] Event, byte[]? Actions);
