using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Verification.Local.Demo;

/// <summary>What <c>demo --json</c> prints. Its members are relied on from outside.</summary>
/// <param name="ResultPath">A plain copy of the result that the demo made; the service itself keeps it sealed.</param>
/// <param name="Timeline">The entries, as the API gave them.</param>
internal sealed record DemoReport(
    string Id,
    string Status,
    string? Decision,
    string Provider,
    string? ResultPath,
    JsonObject? Result,
    JsonArray Timeline,
    SimulatorCounts Simulator,
    [property: JsonIgnore] IReadOnlyList<string> Reasons)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [JsonIgnore]
    public int ExitCode => Status == "completed" ? Commands.ExitCode.Ok : Commands.ExitCode.Failed;

    public string ToJson() => JsonSerializer.Serialize(this, Format);

    public static byte[] ToJson(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Format);
}

/// <summary>What was really asked of the simulated provider.</summary>
/// <param name="VerificationsStarted">Those that a customer would be billed for.</param>
internal sealed record SimulatorCounts(
    int SessionsOpened, int StartCalls, int VerificationsStarted, int SessionsDeleted, int SessionsOpen);
