using System.Text.Json.Nodes;

namespace Verification.Conformance.Tests.Cases;

/// <summary>Parts of scenarios, in the language of docs/simulators.md.</summary>
internal static class Scripts
{
    /// <summary>The provider never decides, so that nothing but the client or the deadline ends it.</summary>
    public static JsonObject Never => Outcome("never");

    public static JsonObject Outcome(string outcome) => new() { ["outcome"] = outcome };

    public static JsonObject With(this JsonObject script, string name, JsonNode value)
    {
        script[name] = value;
        return script;
    }

    public static JsonObject Faults(params JsonObject[] faults) => new() { ["faults"] = new JsonArray([.. faults]) };

    public static JsonObject And(this JsonObject script, params JsonObject[] faults) =>
        script.With("faults", new JsonArray([.. faults]));

    public static JsonObject Webhooks(string json, string outcome = "accepted") =>
        Outcome(outcome).With("webhooks", JsonNode.Parse(json)!);

    public static JsonObject Copies(int copies) => new() { ["copies"] = copies };

    public static JsonObject Fault(string call, string kind, int? first = 1) =>
        first is null ? new() { ["call"] = call, ["kind"] = kind } : new() { ["call"] = call, ["kind"] = kind, ["first"] = first };

    public static JsonObject Status(string call, int status, int? first = 1) => Fault(call, "status", first).With("status", status);

    public static JsonObject Slow(string call, double seconds, int? first = 1) =>
        Fault(call, "slow", first).With("delay", System.Xml.XmlConvert.ToString(TimeSpan.FromSeconds(seconds)));

    public static JsonObject Lost(string call) => Fault(call, "reset").With("applied", true);
}
