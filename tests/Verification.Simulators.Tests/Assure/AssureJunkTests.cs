using System.Net;
using System.Text;

namespace Verification.Simulators.Tests.Assure;

public sealed class AssureJunkTests
{
    private static readonly string[] Junk =
    [
        "", " ", "{", "null", "[]", "[null]", "7", "\"x\"", "{\"provider\":7}", "{\"provider\":null}", "{\"provider\":\"\"}",
        "{\"provider\":\"onfido\",\"consents\":[null],\"redact\":null,\"location\":{}}",
        "{\"provider\":\"signicatpaper\",\"redact\":[null]}", "{\"provider\":\"onfido\",\"documentId\":1e99}",
        "{\"provider\":\"onfido\",\"documentId\":[]}", "{\"providers\":[null],\"redirectUrl\":\"https://x.example\"}",
        "{\"providers\":null,\"redirectUrl\":\"::\"}", "{\"front\":null}", "{\"front\":\"\"}", "{\"front\":\"data:image/png;base64,\"}",
        "{\"front\":\"data:image/jpeg;base64,/9j/\"}", "{\"externalReference\":7}", "{\"externalReference\":\"scenario:\"}",
        "{\"facetecEnrollment\":null}", new string('[', 100), "{\"a\":\"\ud800\"}", "grant_type=&grant_type=&=&%",
    ];

    [Theory]
    [InlineData("POST", "/auth/open/connect/token")]
    [InlineData("POST", "/assure/dossiers")]
    [InlineData("POST", "{dossier}/processes")]
    [InlineData("POST", "{dossier}/capture")]
    [InlineData("POST", "{process}")]
    [InlineData("POST", "{process}/images")]
    [InlineData("POST", "/capture/nothing/finish")]
    [InlineData("POST", "/sdk/upload")]
    [InlineData("GET", "{process}/images/%0a")]
    [InlineData("GET", "/assure/%20/document-types")]
    [InlineData("DELETE", "/assure/dossiers/..%2f..%2f")]
    public async Task Calls_WithJunk_AreRefusedOrServedButNeverFail(string method, string path)
    {
        await using var world = await SimulatedWorld.StartAsync();
        var client = await AssureClient.ConnectAsync(world);
        var process = await client.PrepareAsync();
        var dossier = process.Split("/processes")[0];
        foreach (var junk in method == "POST" ? Junk : [""])
        {
            foreach (var mediaType in new[] { "application/json", "application/x-www-form-urlencoded", "text/plain" })
            {
                using var request = new HttpRequestMessage(
                    new HttpMethod(method), "/assure-api" + path.Replace("{process}", process).Replace("{dossier}", dossier));
                request.Headers.Authorization = new("Bearer", client.Token);
                request.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(junk)) { Headers = { ContentType = new(mediaType) } };
                using var answer = await world.Client.SendAsync(request, SimulatedWorld.Stop);
                Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{(int)answer.StatusCode} for {junk}");
            }
        }
    }
}
