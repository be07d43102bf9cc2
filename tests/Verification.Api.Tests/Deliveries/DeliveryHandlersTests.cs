using System.Net;
using System.Text.Json.Nodes;

namespace Verification.Api.Tests.Deliveries;

public sealed class DeliveryHandlersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_AfterCompletion_ShowsTheDeliveryAndItsTries()
    {
        await using var api = new ApiApplication();
        var path = await CompleteAsync(api);

        var delivery = (await api.GetAsync($"{path}/deliveries"))["items"]!.AsArray().Single()!;

        Assert.Equal(("verification.completed", "delivered"), (delivery["type"]!.GetValue<string>(), delivery["state"]!.GetValue<string>()));
        Assert.Equal(204, delivery["tries"]![0]!["statusCode"]!.GetValue<int>());
    }

    [Fact]
    public async Task Resend_KnownDelivery_SendsItAgainUnderItsId()
    {
        await using var api = new ApiApplication();
        var path = await CompleteAsync(api);
        var id = (await api.GetAsync($"{path}/deliveries"))["items"]![0]!["id"]!.GetValue<string>();

        var response = await api.Client.PostAsync($"{path}/deliveries/{id}/resend", null, Token);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal([id, id], api.Bench.Deliveries.Sent.Select(sent => sent.Id));
    }

    [Fact]
    public async Task Resend_UnknownDelivery_Is404()
    {
        await using var api = new ApiApplication();
        var path = await CompleteAsync(api);

        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.PostAsync($"{path}/deliveries/msg_0_1/resend", null, Token)).StatusCode);
    }

    [Fact]
    public async Task Start_ClientWithoutSecret_MayNotNameACallback()
    {
        await using var api = new ApiApplication();
        using var other = api.CreateClient("other");

        var response = await other.PostAsync(
            "/api/verifications", System.Net.Http.Json.JsonContent.Create(ApiApplication.Body(("callbackUrl", "https://shop.example/hook"))), Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await ApiApplication.ReadAsync(response))["errors"]!["callbackUrl"]);
    }

    private static async Task<string> CompleteAsync(ApiApplication api)
    {
        var images = new JsonObject { ["front"] = ApiApplication.PngDataUrl };
        var path = await api.StartAsync(("callbackUrl", "https://shop.example/hook"), ("images", images));
        api.Bench.Time.Advance(TimeSpan.FromSeconds(2));
        return path;
    }
}
