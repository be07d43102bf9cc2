using System.Net;
using static Verification.Simulators.Tests.Assure.AssureClient;

namespace Verification.Simulators.Tests.Assure;

public sealed class AssureProblemTests
{
    [Fact]
    public async Task OwnShape_HasInstanceMethodStatusAndTraceId()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        var problem = await ExpectAsync(await client.PostAsync($"{dossier}/processes", new { }), HttpStatusCode.BadRequest);
        Assert.Equal($"{dossier}/processes", (string?)problem["instance"]);
        Assert.Equal(
            ("POST", 400, "base:client-problem", "Field provider is required."),
            ((string?)problem["method"], (int)problem["status"]!, (string?)problem["type"], (string?)problem["detail"]));
        Assert.Equal(32, ((string?)problem["traceId"])!.Length);
    }

    [Fact]
    public async Task GatewayShape_AnswersWrongPathVerbAndEmptyPayload()
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await ConnectAsync(world);
        var dossier = await client.CreateDossierAsync();
        var path = await ExpectAsync(await client.GetAsync("/assure/nothing/here/at/all"), HttpStatusCode.NotFound);
        Assert.Equal("not_found", (string?)path["code"]);
        var verb = await ExpectAsync(await client.SendAsync(HttpMethod.Put, dossier), HttpStatusCode.MethodNotAllowed);
        Assert.Equal("method_not_allowed", (string?)verb["code"]);
        var empty = await ExpectAsync(await client.PostAsync($"{dossier}/processes"), HttpStatusCode.BadRequest);
        Assert.Equal("empty_payload", (string?)empty["code"]);
    }

    [Fact]
    public async Task ErrorMediaType_IsASetting()
    {
        await using var world = await SimulatedWorld.StartAsync(options => options.ErrorMediaType = "application/problem+json");
        using var answer = await new AssureClient(world).GetAsync("/assure/dossiers");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task BodyTooLarge_IsRefusedWith413()
    {
        await using var world = await SimulatedWorld.StartAsync(simulators: options => options.MaxRequestBytes = 1000);
        var client = await ConnectAsync(world);
        await ExpectAsync(
            await client.PostAsync("/assure/dossiers", new { externalReference = new string('x', 1000) }),
            HttpStatusCode.RequestEntityTooLarge);
    }
}
