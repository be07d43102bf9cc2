using Microsoft.Extensions.Logging;
using Verification.Core.Workflows;

namespace Verification.Engine;

/// <summary>What the engine is given.</summary>
internal sealed record EngineParts(
    EngineOptions Options,
    IReadOnlyDictionary<string, IWorkflow> Workflows,
    IReadOnlyDictionary<string, IActivity> Activities,
    TimeProvider TimeProvider,
    ILogger Logger);
