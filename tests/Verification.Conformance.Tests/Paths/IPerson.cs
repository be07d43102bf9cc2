using System.Text.Json.Nodes;
using Verification.Conformance.Tests.Running;

namespace Verification.Conformance.Tests.Paths;

/// <summary>Somebody before a provider's SDK or capture page, and the app around it.</summary>
internal interface IPerson
{
    /// <summary>Whether there is something to do yet.</summary>
    bool CanBegin(JsonObject snapshot);

    /// <summary>Goes through the capture and says so to the API where this provider needs that.</summary>
    Task CaptureAsync(KitClient client, JsonObject snapshot);

    /// <summary>Leaves the capture without having shown anything.</summary>
    Task GiveUpAsync(KitClient client, JsonObject snapshot) => throw new NotSupportedException();
}
