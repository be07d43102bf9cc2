using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Verification.Api.Deliveries;
using Verification.Core.Deliveries;
using Verification.Testing;

namespace Verification.Api.Tests.Deliveries;

/// <summary>The sender against a real socket: what leaves, where it may go, what comes back.</summary>
public sealed class DeliverySenderTests
{
    /// <summary>Longer than any name that can be looked up (RFC 1035, 2.3.4).</summary>
    private const string LongName = Label + Label + Label + Label + Label + "a";

    private const string Label = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_ReceiverAnswers_CarriesTheThreeHeadersAndTheBody()
    {
        await using var receiver = await ReceiveAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            Assert.Equal("{}", await reader.ReadToEndAsync(Token));
            Assert.Equal("application/json", context.Request.ContentType);
            Assert.Equal(("msg_1", "1767225600", "v1,x"), (Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature")));
            context.Response.StatusCode = 204;

            string Header(string name) => context.Request.Headers[name].ToString();
        });

        Assert.Equal(new DeliveryAnswer(204, "delivered"), await SendAsync(Address(receiver), allowLoopback: true));
    }

    [Theory]
    [InlineData(302, "refused")]
    [InlineData(404, "refused")]
    [InlineData(410, "gone")]
    [InlineData(429, "throttled")]
    [InlineData(503, "unavailable")]
    public async Task Send_ReceiverRefuses_SaysHowAndFollowsNoRedirect(int status, string outcome)
    {
        var calls = 0;
        await using var receiver = await ReceiveAsync(context =>
        {
            calls++;
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        });

        var answer = await SendAsync(Address(receiver), allowLoopback: true);

        Assert.Equal((new DeliveryAnswer(status, outcome, TimeSpan.FromMinutes(2)), 1), (answer, calls));
    }

    [Fact]
    public async Task Send_NameThatLeadsToLoopback_IsForbiddenWhenItConnects()
    {
        await using var receiver = await ReceiveAsync(_ => throw new InvalidOperationException("It was reached."));

        var endpoint = new UriBuilder(Address(receiver)) { Scheme = "https", Host = "localhost" }.Uri;
        Assert.Equal(new DeliveryAnswer(null, "address.forbidden"), await SendAsync(endpoint, allowLoopback: false));
    }

    [Theory]
    [InlineData("https://0.0.0.0/hook")]
    [InlineData("https://" + LongName + ".example/hook")]
    public async Task Send_HostThatIsNone_IsUnreachable(string endpoint) =>
        Assert.Equal(new DeliveryAnswer(null, "unreachable"), await SendAsync(new Uri(endpoint), allowLoopback: false));

    [Fact]
    public async Task Send_NobodyListens_IsUnreachable()
    {
        var receiver = await ReceiveAsync(_ => Task.CompletedTask);
        var address = Address(receiver);
        await receiver.DisposeAsync();

        Assert.Equal(new DeliveryAnswer(null, "unreachable"), await SendAsync(address, allowLoopback: true));
    }

    /// <summary>Clients put secrets and ids of people into their addresses; these lie sealed, and must not stand in a log instead.</summary>
    [Fact]
    public async Task Send_AnyEndpoint_LogsNothingOfItsAddress()
    {
        await using var receiver = await ReceiveAsync(_ => Task.CompletedTask);
        var log = new List<string>();

        await SendAsync(new Uri(Address(receiver), "/marked/hook?key=marked"), allowLoopback: true, new ListLogger(log));
        await SendAsync(new Uri("https://localhost/marked"), allowLoopback: false, new ListLogger(log));

        Assert.DoesNotContain(log, line => line.Contains("marked", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://127.0.0.1/hook", false)]
    [InlineData("https://[::1]/hook", false)]
    [InlineData("https://localhost/hook", false)]
    [InlineData("https://169.254.169.254/latest/meta-data", false)]
    [InlineData("http://8.8.8.8/hook", false)]
    [InlineData("https://user:secret@8.8.8.8/hook", false)]
    [InlineData("ftp://8.8.8.8/hook", false)]
    [InlineData("https://0x7f000001/hook", false)]
    [InlineData("https://0177.0.0.1/hook", false)]
    [InlineData("https://2130706433/hook", false)]
    [InlineData("https://127.1/hook", false)]
    [InlineData("https://0.0.0.0/hook", false)]
    [InlineData("https://[::]/hook", false)]
    [InlineData("https://[::ffff:127.0.0.1]/hook", false)]
    [InlineData("https://１２７.0.0.1/hook", false)]
    [InlineData("https://" + LongName + ".example/hook", false)]
    [InlineData("https://8.8.8.8/hook", true)]
    public async Task Refuse_AnyEndpoint_TakesOnlyPublicHttps(string endpoint, bool taken)
    {
        await using var services = Services(allowLoopback: false);

        var refusal = await services.GetRequiredService<IDeliverySender>().RefuseAsync(new Uri(endpoint), Token);

        Assert.Equal(taken, refusal is null);
    }

    /// <summary>While no name can be looked up nothing is known against this one; it is looked up again at every try.</summary>
    [Theory]
    [InlineData(SocketError.TryAgain, true)]
    [InlineData(SocketError.HostNotFound, false)]
    [InlineData(SocketError.NoData, false)]
    public async Task Refuse_NameThatIsNotFound_IsTakenOnlyWhereThatMayPass(SocketError error, bool taken)
    {
        await using var services = Services(allowLoopback: false, lookup: (_, _) => throw new SocketException((int)error));

        var refusal = await services.GetRequiredService<IDeliverySender>().RefuseAsync(new Uri("https://shop.example/hook"), Token);

        Assert.Equal(taken, refusal is null);
    }

    private static async Task<DeliveryAnswer> SendAsync(Uri endpoint, bool allowLoopback, ILoggerProvider? log = null)
    {
        await using var services = Services(allowLoopback, log);
        var request = new DeliveryRequest(endpoint, "msg_1", DateTimeOffset.FromUnixTimeSeconds(1767225600), "v1,x", "{}"u8.ToArray());
        return await services.GetRequiredService<IDeliverySender>().SendAsync(request, Token);
    }

    private static ServiceProvider Services(bool allowLoopback, ILoggerProvider? log = null, NameLookup? lookup = null)
    {
        var settings = new Dictionary<string, string?> { ["Deliveries:AllowLoopback"] = allowLoopback.ToString() };
        return new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).Services.AddSingleton(log ?? NullLoggerProvider.Instance))
            .AddSingleton(TimeProvider.System)
            .AddDeliveries(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton(lookup ?? Dns.GetHostAddressesAsync)
            .BuildServiceProvider();
    }

    private static Uri Address(WebApplication receiver) => new(receiver.Urls.Single());

    private static async Task<WebApplication> ReceiveAsync(RequestDelegate handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(handle);
        await app.StartAsync(Token);
        return app;
    }
}
