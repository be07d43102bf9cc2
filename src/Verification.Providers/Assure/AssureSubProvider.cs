using System.Text.Json;
using System.Text.Json.Nodes;
using Verification.Core.Verifications;
using Verification.Providers.Http;

namespace Verification.Providers.Assure;

/// <summary>How a provider behind Assure is told which document it gets.</summary>
internal enum DocumentNaming
{
    None,

    /// <summary>By <c>documentType</c>, such as <c>passport</c>.</summary>
    Type,

    /// <summary>By <c>documentId</c>, from its list of document types.</summary>
    Id,
}

/// <summary>
/// One provider behind Assure. They share one API and differ only in what stands here, so that adding one means adding an entry to
/// <see cref="AssureSubProviders"/> and, where its findings have a shape of their own, a normaliser.
/// </summary>
internal sealed record AssureSubProvider(string Alias)
{
    public string Name { get; } = $"{AssureClient.Family}.{Alias}";

    public required IReadOnlyList<CapturePath> CapturePaths { get; init; }

    /// <summary>Their process type by the name the client uses; null: none is sent. The first one is the default.</summary>
    public required IReadOnlyList<(string Name, string? Theirs)> ProcessTypes { get; init; }

    /// <summary>Process types that can do with images from Assure's own upload; null: all of them.</summary>
    public IReadOnlyList<string>? UploadProcessTypes { get; init; }

    public DocumentNaming Document { get; init; }

    /// <summary>Process types whose verification has to be started by us after the client's SDK is done.</summary>
    public IReadOnlyList<string> StartedAfterSdk { get; init; } = [];

    /// <summary>
    /// What of the client's submit is the body of Start verification, where that has one; of several names the one that the client uses.
    /// </summary>
    public IReadOnlyList<string> StartBodies { get; init; } = [];

    /// <summary>Members of the answer to Create process that the client's SDK needs beside <c>authorization</c>.</summary>
    public IReadOnlyList<string> SdkMembers { get; init; } = [];

    /// <summary>What <c>sdk</c> of the hosted capture may be; where there is but one, it must be named.</summary>
    public IReadOnlyList<string> CaptureSdks { get; init; } = ["native", "capture"];

    public string? MandatorySdk => CaptureSdks is [var only] ? only : null;

    /// <summary>The end-user's location is mandatory (Onfido since API 3.6).</summary>
    public bool NeedsLocation { get; init; }

    /// <summary>Members of <c>providerOptions</c> beyond those of the hosted capture; sent under the same name.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The full result can be downloaded only some time after the process is complete.</summary>
    public bool ArchiveFollows { get; init; }

    /// <summary>Reads <c>providerSpecific</c>.</summary>
    public required Func<JsonElement, AssureFindings> ReadFindings { get; init; }

    /// <param name="name">Null: the default.</param>
    public (string Name, string? Theirs) ProcessType(string? name) =>
        name is null ? ProcessTypes[0] : ProcessTypes.FirstOrDefault(type => type.Name == name);

    /// <summary>What the client's SDK needs: <c>authorization</c> as it is or, with further members, all of them as JSON.</summary>
    public string? SdkToken(AssureProcess process)
    {
        var members = new JsonObject();
        foreach (var name in SdkMembers)
        {
            if (process.Json.Text(name) is { } value)
            {
                members[name] = value;
            }
        }

        if (members.Count == 0)
        {
            return process.Authorization;
        }

        members["authorization"] = process.Authorization;
        return members.ToJsonString();
    }
}
