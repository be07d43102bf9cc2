using System.Text.Json;
using System.Text.Json.Serialization;
using Verification.Simulators.Scenarios;

namespace Verification.Simulators.Control;

/// <summary>The body of <c>POST /_sim/scenarios</c>.</summary>
/// <param name="Default">The name of the scenario that is to be the default from now on.</param>
/// <param name="Name">The name of the scenario in <paramref name="Scenario"/>.</param>
/// <param name="Scenario">A scenario to add or replace, in the form of the files.</param>
internal sealed record ScenarioChange(string? Default, string? Name, JsonElement? Scenario)
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public void Apply(ScenarioCatalog catalog)
    {
        if ((Name is null) != (Scenario is null) || (Name ?? Default) is null)
        {
            throw new FormatException("Give 'default', or 'name' and 'scenario', or all three.");
        }

        if (Scenario is { } scenario)
        {
            catalog.Add(Name!, JsonSerializer.SerializeToUtf8Bytes(scenario));
        }

        if (Default is not null)
        {
            catalog.SetDefault(Default);
        }
    }
}
