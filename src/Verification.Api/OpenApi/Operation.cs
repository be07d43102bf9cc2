namespace Verification.Api.OpenApi;

/// <summary>What the table of routes does not say of a route and a reader of the API wants to know.</summary>
/// <param name="Tag">The chapter it stands in.</param>
/// <param name="Request">Name of the body's schema.</param>
/// <param name="Answers">Successful answers: status and name of the body's schema, null where there is no JSON.</param>
/// <param name="Problems">Error answers besides those that follow from the route itself.</param>
internal sealed record Operation(
    string Tag,
    string Summary,
    string Description,
    string? Request,
    IReadOnlyList<(int Status, string? Schema)> Answers,
    params IReadOnlyList<int> Problems);
