using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Webhooks;
using Verification.Api.Deliveries;
using Verification.Core.Activities;
using Verification.Core.Deliveries;
using Verification.Testing;

namespace Verification.Api.Tests.Deliveries;

/// <summary>From the outcome over a real socket to a receiver that runs our own sample, over days of the manual clock.</summary>
public sealed class DeliveryEndToEndTests : IAsyncDisposable
{
    private const int Failures = 5;

    private readonly ApiApplication _api = new(services => services
        .AddSingleton<CountingSender>()
        .AddSingleton<IDeliverySender>(provider => provider.GetRequiredService<CountingSender>())
        .Configure<DeliverySenderOptions>(options =>
        {
            options.AllowLoopback = true;

            // The clock of the test runs ahead of a real socket.
            options.Timeout = TimeSpan.FromDays(30);
        }));

    private readonly ConcurrentQueue<(string Id, int Status)> _answers = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deliver_ReceiverFailsFiveTimes_GetsEveryEventOncePerId()
    {
        await using var receiver = await ReceiveAsync();
        _api.Bench.Workflows.Activities[nameof(SendDelivery)] = _api.Services.GetRequiredService<SendDelivery>();
        var callback = $"{receiver.Urls.Single()}/hook";
        var paths = new List<string>();
        for (var count = 0; count < 3; count++)
        {
            paths.Add(await _api.StartAsync(
                ("callbackUrl", callback), ("images", new JsonObject { ["front"] = ApiApplication.PngDataUrl })));
        }

        foreach (var path in paths)
        {
            var delivery = await EndedAsync(path);
            var id = delivery["id"]!.GetValue<string>();
            Assert.Equal([503, 503, 503, 503, 503, 204], _answers.Where(answer => answer.Id == id).Select(answer => answer.Status));
            Assert.Equal(Failures + 1, delivery["tries"]!.AsArray().Count);
        }

        Assert.Equal((Failures + 1) * paths.Count, _answers.Count);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    /// <summary>Lets hours pass until no more is tried, though not while something is on its way.</summary>
    private async Task<JsonNode> EndedAsync(string path)
    {
        var sender = _api.Services.GetRequiredService<CountingSender>();
        while (true)
        {
            if (sender.UnderWay == 0)
            {
                _api.Bench.Time.Advance(TimeSpan.FromMinutes(1));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Token);
            var deliveries = (await _api.GetAsync($"{path}/deliveries"))["items"]!.AsArray();
            if (deliveries.SingleOrDefault() is { } delivery && delivery["state"]!.GetValue<string>() != "pending")
            {
                return delivery;
            }
        }
    }

    /// <summary>Takes what is genuine, from the sixth time on.</summary>
    private async Task<WebApplication> ReceiveAsync()
    {
        var sample = new Receiver([VerificationBench.Settings.Values.Single()!], _api.Bench.Time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/hook", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var headers = request.Headers;
            var id = headers["webhook-id"].ToString();
            var genuine = sample.IsGenuine(id, headers["webhook-timestamp"], headers["webhook-signature"], body.ToArray());
            var status = !genuine ? 401 : _answers.Count(answer => answer.Id == id) < Failures ? 503 : 204;
            _answers.Enqueue((id, status));
            return TypedResults.StatusCode(status);
        });
        await app.StartAsync(Token);
        return app;
    }

    private sealed class CountingSender(DeliverySender sender) : IDeliverySender
    {
        private int _underWay;

        public int UnderWay => Volatile.Read(ref _underWay);

        public Task<string?> RefuseAsync(Uri endpoint, CancellationToken cancellationToken) => sender.RefuseAsync(endpoint, cancellationToken);

        public async Task<DeliveryAnswer> SendAsync(DeliveryRequest request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _underWay);
            try
            {
                return await sender.SendAsync(request, cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }
        }
    }
}
