using Microsoft.AspNetCore.Http;
using Verification.Api.Bodies;
using Verification.Api.Pipeline;
using Verification.Api.Problems;
using Verification.Api.Routing;
using Verification.Core.Listing;
using Verification.Core.Verifications;

namespace Verification.Api.Verifications;

internal sealed class ListVerificationsHandler(VerificationLister lister) : IApiHandler
{
    private const int DefaultPage = 25;
    private const int LargestPage = 100;

    public async Task<IResult> HandleAsync(ApiCall call)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(call.Request.Query, errors);
        var filter = new VerificationFilter(
            query.Word<VerificationStatus>("status"),
            query.Word<Decision>("decision"),
            query.Text("provider", 64),
            query.Text("reference", 200),
            query.Time("from"),
            query.Time("to"));
        var pageSize = query.Number("pageSize", 1, LargestPage) ?? DefaultPage;
        var after = ReadToken(query, errors);
        query.RefuseOthers();
        errors.ThrowIfAny();
        var page = await lister.ListAsync(call.Client.Name, filter, pageSize, after, call.Aborted);
        return TypedResults.Json(new PageBody([.. page.Items.Select(SnapshotBody.Of)], page.Last?.ToString()), ApiJson.Options);
    }

    private static VerificationId? ReadToken(QueryFields query, FieldErrors errors)
    {
        const string Name = "continuationToken";
        if (query.Text(Name, 64) is not { } token)
        {
            return null;
        }

        if (!VerificationId.TryParse(token, out var id))
        {
            errors.Add(Name, "Must be the token of an earlier page.");
        }

        return id;
    }

    /// <param name="ContinuationToken">Absent on the last page. A page with a token may be short or empty.</param>
    private sealed record PageBody(IReadOnlyList<SnapshotBody> Items, string? ContinuationToken);
}
