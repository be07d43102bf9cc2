using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Verification.Api.Pipeline;
using Verification.Functions.Durable;

namespace Verification.Functions.Api;

/// <summary>One HTTP function per route of the API, named <c>Api</c> and the route's name. Keys are the pipeline's business.</summary>
public sealed class ApiFunctions(ApiPipeline pipeline, DurableClientAccessor durable)
{
    [Function("ApiStartVerification")]
    public Task<IResult> StartVerification(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/verifications")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(StartVerification), request, client);

    [Function("ApiListVerifications")]
    public Task<IResult> ListVerifications(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/verifications")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(ListVerifications), request, client);

    [Function("ApiGetVerification")]
    public Task<IResult> GetVerification(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/verifications/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(GetVerification), request, client);

    [Function("ApiPostImages")]
    public Task<IResult> PostImages(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/verifications/{id}/images")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(PostImages), request, client);

    [Function("ApiPutImage")]
    public Task<IResult> PutImage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/verifications/{id}/images/{kind}")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(PutImage), request, client);

    [Function("ApiGetImage")]
    public Task<IResult> GetImage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/verifications/{id}/images/{kind}")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(GetImage), request, client);

    [Function("ApiSubmitVerification")]
    public Task<IResult> SubmitVerification(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/verifications/{id}/submit")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(SubmitVerification), request, client);

    [Function("ApiGetSession")]
    public Task<IResult> GetSession(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/verifications/{id}/session")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(GetSession), request, client);

    [Function("ApiGetResult")]
    public Task<IResult> GetResult(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/verifications/{id}/result")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(GetResult), request, client);

    [Function("ApiGetTimeline")]
    public Task<IResult> GetTimeline(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/verifications/{id}/timeline")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(GetTimeline), request, client);

    [Function("ApiCancelVerification")]
    public Task<IResult> CancelVerification(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/verifications/{id}/cancel")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(CancelVerification), request, client);

    [Function("ApiEraseVerification")]
    public Task<IResult> EraseVerification(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/verifications/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(EraseVerification), request, client);

    [Function("ApiListDeliveries")]
    public Task<IResult> ListDeliveries(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/verifications/{id}/deliveries")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(ListDeliveries), request, client);

    [Function("ApiResendDelivery")]
    public Task<IResult> ResendDelivery(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/verifications/{id}/deliveries/{delivery}/resend")]
        HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(ResendDelivery), request, client);

    [Function("ApiListProviders")]
    public Task<IResult> ListProviders(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/providers")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(ListProviders), request, client);

    [Function("ApiListDocumentTypes")]
    public Task<IResult> ListDocumentTypes(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/providers/{provider}/document-types")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(ListDocumentTypes), request, client);

    [Function("ApiIssueWebhookToken")]
    public Task<IResult> IssueWebhookToken(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/incode/token")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(IssueWebhookToken), request, client);

    [Function("ApiReceiveWebhook")]
    public Task<IResult> ReceiveWebhook(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/{provider}")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(ReceiveWebhook), request, client);

    [Function("ApiReceiveVerificationWebhook")]
    public Task<IResult> ReceiveVerificationWebhook(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/{provider}/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(ReceiveVerificationWebhook), request, client);

    [Function("ApiGetHealth")]
    public Task<IResult> GetHealth(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(GetHealth), request, client);

    [Function("ApiGetReadiness")]
    public Task<IResult> GetReadiness(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health/ready")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(GetReadiness), request, client);

    [Function("ApiGetOpenApi")]
    public Task<IResult> GetOpenApi(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/openapi.json")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(GetOpenApi), request, client);

    [Function("ApiGetDocs")]
    public Task<IResult> GetDocs(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        RunAsync(nameof(GetDocs), request, client);

    /// <remarks>The host tries routes in the order of their functions' names, so this one must sort after all others.</remarks>
    [Function("UnmatchedApi")]
    public Task<IResult> Unmatched(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/{*path}")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        durable.Client = client;
        return pipeline.RunUnmatchedAsync(request);
    }

    private Task<IResult> RunAsync(string route, HttpRequest request, DurableTaskClient client)
    {
        durable.Client = client;
        return pipeline.RunAsync(route, request);
    }
}
