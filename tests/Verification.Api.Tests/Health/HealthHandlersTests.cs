using System.Net;
using Verification.Core.Storage;

namespace Verification.Api.Tests.Health;

public sealed class HealthHandlersTests : IAsyncDisposable
{
    private readonly ApiApplication _app = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_WhenStoreIsOut_Is503AndHealthStays200()
    {
        var client = _app.CreateClient(null);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/health/ready", Token)).StatusCode);
        _app.Bench.Time.Advance(TimeSpan.FromMinutes(1));
        _app.Bench.Objects.Before = (_, _) => throw new StoreException("Out.");

        var ready = await client.GetAsync("/api/health/ready", Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("unavailable", (string?)(await ApiApplication.ReadAsync(ready))["store"]);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/health", Token)).StatusCode);
    }

    [Fact]
    public async Task Ready_WhenStoreHangs_Is503AllTheSame()
    {
        _app.Bench.Objects.Before = (_, _) => new ValueTask(new TaskCompletionSource().Task);

        var asking = _app.CreateClient(null).GetAsync("/api/health/ready", Token);
        while (!asking.IsCompleted)
        {
            _app.Bench.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Token);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await asking).StatusCode);
    }

    [Fact]
    public async Task Ready_AskedOften_WritesOnceInAWhile()
    {
        var writes = 0;
        _app.Bench.Objects.Before = (operation, _) =>
        {
            writes += operation.Name == "Put" ? 1 : 0;
            return ValueTask.CompletedTask;
        };

        for (var count = 0; count < 10; count++)
        {
            await _app.CreateClient(null).GetAsync("/api/health/ready", Token);
        }

        Assert.Equal(1, writes);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
