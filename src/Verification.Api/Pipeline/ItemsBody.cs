namespace Verification.Api.Pipeline;

/// <summary>A list as answers write it: an object, so that members may be added beside the items.</summary>
internal sealed record ItemsBody<T>(IReadOnlyList<T> Items);
