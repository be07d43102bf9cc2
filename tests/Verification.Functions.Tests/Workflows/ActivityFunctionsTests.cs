using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace Verification.Functions.Workflows;

public sealed class ActivityFunctionsTests
{
    private readonly Mock<DurableTaskClient> _client = new(MockBehavior.Strict, "test");

    [Fact]
    public async Task DiscardImagesAsync_KnownVerification_GivesTheActivitysResultInTheFormOfWorkflowMessages()
    {
        await using var host = HostUnderTest.Build();

        var output = await RunAsync(host, """{"id":"ver_01890a5d00007000800000000000abcd"}""");

        Assert.True(output.TryGetProperty("value", out _));
        Assert.False(output.TryGetProperty("failure", out _));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"id":"Ada Lovelace"}""")]
    [InlineData("[]")]
    public async Task DiscardImagesAsync_PoisonInput_FailsTheTaskOnceWithoutRepeatingTheValue(string input)
    {
        await using var host = HostUnderTest.Build();

        var failure = await Assert.ThrowsAsync<JsonException>(() => RunAsync(host, input));

        Assert.DoesNotContain("Lovelace", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AbandonSessionAsync_StartsTheCloserThroughTheFunctionsOwnClient()
    {
        await using var host = HostUnderTest.Build();
        const string closer = "close-ver_01890a5d00007000800000000000abcd-1";
        _client.Setup(durable => durable.GetInstanceAsync(closer, false, It.IsAny<CancellationToken>())).ReturnsAsync((OrchestrationMetadata?)null);
        _client.Setup(durable => durable.ScheduleNewOrchestrationInstanceAsync(
            "Close", null, It.IsAny<StartOrchestrationOptions>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(closer).Verifiable(Times.Once);

        await host.GetRequiredService<ActivityFunctions>().AbandonSessionAsync(
            JsonSerializer.Deserialize<JsonElement>("""{"id":"ver_01890a5d00007000800000000000abcd","attempt":1}"""),
            _client.Object,
            TestContext.Current.CancellationToken);

        _client.Verify();
    }

    private Task<JsonElement> RunAsync(ServiceProvider host, string input) =>
        host.GetRequiredService<ActivityFunctions>().DiscardImagesAsync(
            JsonSerializer.Deserialize<JsonElement>(input), _client.Object, TestContext.Current.CancellationToken);
}
