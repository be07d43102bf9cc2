using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Verification.Api.Clients;
using Verification.Testing;

namespace Verification.Api.Tests.Clients;

public sealed class RateLimiterTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Take_MoreThanAMinuteHolds_SaysWhenTheNextIsFree()
    {
        var limiter = new RateLimiter(_time);
        var client = ClientOf("shop", 60);
        for (var count = 0; count < 60; count++)
        {
            Assert.Null(limiter.Take(client));
        }

        Assert.Equal(TimeSpan.FromSeconds(1), limiter.Take(client));
        Assert.Null(limiter.Take(ClientOf("other", 60)));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(limiter.Take(client));
        Assert.NotNull(limiter.Take(client));
    }

    [Fact]
    public void Take_WithoutLimit_NeverWaits()
    {
        var limiter = new RateLimiter(_time);

        Assert.All(Enumerable.Range(0, 10_000), _ => Assert.Null(limiter.Take(ClientOf("shop", 0))));
    }

    [Fact]
    public async Task Request_OverTheRate_Is429WithRetryAfter()
    {
        await using var app = new ApiApplication(services => services.PostConfigure<ClientsOptions>(clients => clients["shop"].RequestsPerMinute = 2));
        await app.Client.GetAsync("/api/providers", TestContext.Current.CancellationToken);
        await app.Client.GetAsync("/api/providers", TestContext.Current.CancellationToken);

        var response = await app.Client.GetAsync("/api/providers", TestContext.Current.CancellationToken);

        await ProblemAssert.IsAsync(response, HttpStatusCode.TooManyRequests, "rate.exceeded");
        Assert.Equal(TimeSpan.FromSeconds(30), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Start_OverTheBudget_Is429UntilMidnight()
    {
        await using var app = new ApiApplication(services => services.PostConfigure<ClientsOptions>(clients => clients["shop"].PaidStartsPerDay = 1));
        await app.StartAsync();
        app.Bench.Time.Advance(TimeSpan.FromHours(23));

        var response = await app.PostStartAsync(ApiApplication.Body());

        await ProblemAssert.IsAsync(response, HttpStatusCode.TooManyRequests, "budget.spent");
        Assert.Equal(TimeSpan.FromHours(1), response.Headers.RetryAfter?.Delta);
        app.Bench.Time.Advance(TimeSpan.FromHours(1));
        await app.StartAsync();
    }

    private static ApiClient ClientOf(string name, int perMinute) => new(name, Scopes.All, perMinute, null);
}
