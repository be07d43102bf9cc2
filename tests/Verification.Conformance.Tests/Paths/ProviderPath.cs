using System.Text.Json.Nodes;
using Verification.Conformance.Tests.Running;

namespace Verification.Conformance.Tests.Paths;

/// <summary>One way through one provider: how it is asked for, and how its person is played.</summary>
/// <param name="Provider">The name in the API.</param>
/// <param name="Capture"><c>upload</c>, <c>sdk</c> or <c>hosted</c>.</param>
internal sealed record ProviderPath(string Provider, string Capture)
{
    public string Name => string.Join(' ', ((string?[])[Provider, Capture, ProcessType, Host.Name]).OfType<string>());

    /// <summary>The account that the provider has for us, and our settings for it.</summary>
    public HostVariant Host { get; init; } = HostVariant.Usual;

    public string? ProcessType { get; init; }

    public JsonObject? Document { get; init; }

    public JsonObject? Options { get; init; }

    /// <summary>Does what must have happened at the provider before the start; gives the options of the start.</summary>
    public Func<KitClient, Task<JsonObject>>? PrepareAsync { get; init; }

    /// <summary>What the person does where images are not uploaded through the API.</summary>
    public IPerson? Person { get; init; }

    /// <summary>The kinds of call that the adapter makes here, in the simulators' words.</summary>
    public required IReadOnlyList<string> Calls { get; init; }

    /// <summary>The images that are needed where they are uploaded through the API.</summary>
    public IReadOnlyList<string> Images { get; init; } = ["front"];

    /// <summary>The provider refuses poor images while they are uploaded and takes better ones.</summary>
    public bool RefusesImages { get; init; }

    /// <summary>It says what is wrong with one, and which one is not needed.</summary>
    public bool NamesRefusals { get; init; }

    /// <summary>False: no call finds a session by our reference, so that one whose opening was answered to nobody stays, unused.</summary>
    public bool FindsOpenings { get; init; } = true;

    /// <summary>The calls that open a session carry no token.</summary>
    public bool OpensByKey { get; init; }

    /// <summary>False: the provider has no deletion, so that its sessions stay.</summary>
    public bool Deletes { get; init; } = true;

    /// <summary>A list that is read to find the session shows the decision as well.</summary>
    public bool DecidesInLists { get; init; }

    /// <summary>A person who shows everything twice is charged for twice, whatever the server does.</summary>
    public bool ChargesEachCapture { get; init; }

    /// <summary>False: only the happy path is taken, because all cases run with another process type.</summary>
    public bool Full { get; init; } = true;

    /// <summary>A person at the provider may decide what was left undecided.</summary>
    public bool ReviewsUndecided { get; init; }

    /// <summary>A decision may become the opposite one.</summary>
    public bool ReversesDecisions { get; init; }

    /// <summary>The outcomes that the provider knows, in the simulators' words.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = ["accepted", "rejected", "inconclusive", "failed", "canceled", "never"];

    public bool TellsFailReason { get; init; } = true;

    /// <summary>False: what the provider holds of a person carries one verification's name at a time.</summary>
    public bool TakesTwins { get; init; } = true;

    /// <summary>False: notifications prove nothing, so a forged one is answered like any other.</summary>
    public bool KnowsForgeries { get; init; } = true;

    /// <summary>The provider tells us when a person leaves the capture without having shown anything.</summary>
    public bool TellsGivingUp { get; init; }

    public JsonObject StartBody(string scenario, string? keep, TimeSpan? expiresAfter)
    {
        var body = new JsonObject
        {
            ["provider"] = Provider,
            ["capture"] = Capture,
            ["processType"] = ProcessType,
            ["document"] = Document?.DeepClone(),
            ["providerOptions"] = Options?.DeepClone(),
            ["redirectUrl"] = Capture == "hosted" ? "https://shop.example/back" : null,
            ["reference"] = $"scenario:{scenario}",
            ["expiresAfter"] = System.Xml.XmlConvert.ToString(expiresAfter ?? TimeSpan.FromMinutes(10)),
            ["retention"] = keep is null ? null : new JsonObject { ["keep"] = keep },
        };
        foreach (var (name, _) in body.Where(member => member.Value is null).ToList())
        {
            body.Remove(name);
        }

        return body;
    }
}
