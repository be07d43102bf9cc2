using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Verification.Testing.Images;

namespace Verification.Api.Tests.Images;

public sealed class ImageHandlersTests : IAsyncDisposable
{
    private readonly ApiApplication _app = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_ThenSubmit_RunsToADecision()
    {
        var path = await _app.StartAsync();

        var put = await PutAsync($"{path}/images/front", TestImages.Jpeg(), "image/jpeg");
        var staged = await ApiApplication.ReadAsync(put);
        var submit = await _app.Client.PostAsync($"{path}/submit", null, Token);
        _app.Bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.Accepted, put.StatusCode);
        Assert.Equal("submit.missing", (string?)staged["awaiting"]![0]!["code"]);
        Assert.Equal(HttpStatusCode.Accepted, submit.StatusCode);
        Assert.Equal("accepted", (string?)(await _app.GetAsync(path))["decision"]);
    }

    [Fact]
    public async Task Put_WhereTheStartSaidAutoSubmit_NeedsNoSubmit()
    {
        var path = await _app.StartAsync(("autoSubmit", true));

        await PutAsync($"{path}/images/front", TestImages.Png(), "image/png");
        _app.Bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("completed", (string?)(await _app.GetAsync(path))["status"]);
    }

    [Fact]
    public async Task Get_WhileStaged_GivesTheBytesBack()
    {
        var path = await _app.StartAsync();
        await PutAsync($"{path}/images/front", TestImages.Png(payload: 300_000), "application/octet-stream");

        var response = await _app.Client.GetAsync($"{path}/images/front", Token);

        Assert.Equal("image/png", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(TestImages.Png(payload: 300_000), await response.Content.ReadAsByteArrayAsync(Token));
        Assert.True(response.Headers.CacheControl?.NoStore);
        await ProblemAssert.IsAsync(await _app.Client.GetAsync($"{path}/images/back", Token), HttpStatusCode.NotFound, "notFound");
    }

    [Fact]
    public async Task Put_AfterSubmit_IsNotAwaited()
    {
        var path = await _app.StartAsync();
        await PutAsync($"{path}/images/front", TestImages.Png(), "image/png");
        await _app.Client.PostAsync($"{path}/submit", null, Token);

        await ProblemAssert.IsAsync(
            await PutAsync($"{path}/images/front", TestImages.Png(), "image/png"), HttpStatusCode.Conflict, "image.notAwaited");
    }

    [Fact]
    public async Task Put_WhereASdkTakesThePictures_SaysThat()
    {
        var path = await _app.StartAsync(("capture", "sdk"));

        var problem = await ProblemAssert.IsAsync(
            await PutAsync($"{path}/images/front", TestImages.Png(), "image/png"), HttpStatusCode.Conflict, "image.notAwaited");

        Assert.Contains("SDK", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image/gif", 415, "mediaType.unsupported")]
    [InlineData("image/jpeg", 415, "mediaType.unsupported")]
    [InlineData("application/json", 415, "mediaType.unsupported")]
    public async Task Put_UnderTheWrongType_Is415(string type, int status, string code)
    {
        var path = await _app.StartAsync();

        await ProblemAssert.IsAsync(await PutAsync($"{path}/images/front", TestImages.Png(), type), (HttpStatusCode)status, code);
    }

    [Fact]
    public async Task Put_NoImage_Is415AndCutOrEmptyIs400AndNothingIsKept()
    {
        var path = await _app.StartAsync();

        var junk = await PutAsync($"{path}/images/front", "This is not an image."u8.ToArray(), "application/octet-stream");
        var cut = await PutAsync($"{path}/images/front", TestImages.Png()[..^10], "image/png");
        var empty = await PutAsync($"{path}/images/front", [], "image/png");

        await ProblemAssert.IsAsync(junk, HttpStatusCode.UnsupportedMediaType, "mediaType.unsupported");
        await ProblemAssert.IsAsync(cut, HttpStatusCode.BadRequest, "image.refused");
        await ProblemAssert.IsAsync(empty, HttpStatusCode.BadRequest, "image.refused");
        Assert.DoesNotContain(_app.Bench.Objects.Paths, kept => kept.StartsWith("images/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Put_AtAndAboveTheLimit_IsTakenAndRefused(int over, bool taken)
    {
        const int Limit = 10 * 1024 * 1024;
        var path = await _app.StartAsync();
        var frame = TestImages.Png(payload: 0).Length;

        var response = await PutAsync($"{path}/images/front", TestImages.Png(payload: Limit - frame + over), "image/png");

        if (taken)
        {
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        }
        else
        {
            await ProblemAssert.IsAsync(response, HttpStatusCode.RequestEntityTooLarge, "image.tooLarge");
        }
    }

    [Fact]
    public async Task Post_DataUrlsWrittenByAnySerialiser_AreTheSameImage()
    {
        var path = await _app.StartAsync();
        var image = TestImages.Png();
        Random.Shared.NextBytes(image.AsSpan(42, 60));
        var plain = $"data:image/png;base64,{Convert.ToBase64String(image)}";
        foreach (var url in new[] { plain, plain.Replace("/", "\\/", StringComparison.Ordinal), plain.Replace("+", "\\u002B", StringComparison.Ordinal) })
        {
            var content = new StringContent($$"""{"front":"{{url}}"}""", System.Text.Encoding.UTF8, "application/json");

            var response = await _app.Client.PostAsync($"{path}/images", content, Token);

            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            Assert.Equal(image, await _app.Client.GetByteArrayAsync($"{path}/images/front", Token));
        }
    }

    [Theory]
    [InlineData("****")]
    [InlineData("AAA")]
    [InlineData("AA=A")]
    [InlineData("iVBORw0KGgo\\n=")]
    public async Task Post_BrokenBase64_NamesTheField(string base64)
    {
        var path = await _app.StartAsync();
        var content = new StringContent($$"""{"back":"data:image/png;base64,{{base64}}"}""", System.Text.Encoding.UTF8, "application/json");

        var problem = await ProblemAssert.IsAsync(await _app.Client.PostAsync($"{path}/images", content, Token), HttpStatusCode.BadRequest, "image.refused");
        Assert.NotNull(problem["errors"]!["back"]);
    }

    [Fact]
    public async Task Post_Multipart_StagesEveryPart()
    {
        var path = await _app.StartAsync();
        using var form = new MultipartFormDataContent
        {
            { Part(TestImages.Png(payload: 200_000), "image/png"), "front", "front.png" },
            { Part(TestImages.Jpeg(), "image/jpeg"), "back", "back.jpg" },
        };

        var response = await _app.Client.PostAsync($"{path}/images", form, Token);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(TestImages.Png(payload: 200_000), await _app.Client.GetByteArrayAsync($"{path}/images/front", Token));
        Assert.Equal(TestImages.Jpeg(), await _app.Client.GetByteArrayAsync($"{path}/images/back", Token));
    }

    [Theory]
    [InlineData(1, HttpStatusCode.Accepted)]
    [InlineData(70, HttpStatusCode.Accepted)]
    [InlineData(71, HttpStatusCode.BadRequest)]
    public async Task Post_MultipartOfABoundary_MayHaveWhatRfc2046Allows(int length, HttpStatusCode expected)
    {
        var path = await _app.StartAsync();
        var boundary = new string('b', length);
        var head = $"--{boundary}\r\nContent-Disposition: form-data; name=\"front\"\r\n\r\n";
        var form = new ByteArrayContent([.. Encoding.ASCII.GetBytes(head), .. TestImages.Png(), .. Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n")]);
        form.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", boundary) } };

        var response = await _app.Client.PostAsync($"{path}/images", form, Token);

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.BadRequest)
        {
            await ProblemAssert.IsAsync(response, expected, "header.invalid");
        }
    }

    [Fact]
    public async Task Post_MultipartThatIsCutShort_Is400AndKeepsNothing()
    {
        var path = await _app.StartAsync();
        using var form = new MultipartFormDataContent { { Part(TestImages.Png(payload: 200_000), "image/png"), "front", "front.png" } };
        var bytes = await form.ReadAsByteArrayAsync(Token);
        var cut = new ByteArrayContent(bytes, 0, 100_000);
        cut.Headers.ContentType = form.Headers.ContentType;

        await ProblemAssert.IsAsync(await _app.Client.PostAsync($"{path}/images", cut, Token), HttpStatusCode.BadRequest, "body.malformed");
        Assert.DoesNotContain(_app.Bench.Objects.Paths, kept => kept.StartsWith("images/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_SecondImageRefused_LeavesTheFormerFirstInPlace(bool asForm)
    {
        var path = await _app.StartAsync();
        await PutAsync($"{path}/images/front", TestImages.Jpeg(), "image/jpeg");
        var before = _app.Bench.Objects.Paths;
        using HttpContent content = asForm
            ? new MultipartFormDataContent
            {
                { Part(TestImages.Png(), "image/png"), "front", "front.png" },
                { Part(TestImages.Png()[..^10], "image/png"), "back", "back.png" },
            }
            : JsonContent.Create(new JsonObject { ["front"] = ApiApplication.PngDataUrl, ["back"] = ApiApplication.PngDataUrl[..^40] });

        await ProblemAssert.IsAsync(await _app.Client.PostAsync($"{path}/images", content, Token), HttpStatusCode.BadRequest, "image.refused");
        Assert.Equal(before, _app.Bench.Objects.Paths);
        Assert.Equal(TestImages.Jpeg(), await _app.Client.GetByteArrayAsync($"{path}/images/front", Token));
    }

    [Fact]
    public async Task Post_MoreThanIsNeededWithAutoSubmit_IsTakenAsAWhole()
    {
        var path = await _app.StartAsync(("autoSubmit", true));
        var images = new JsonObject { ["front"] = ApiApplication.PngDataUrl, ["selfie"] = ApiApplication.PngDataUrl };

        var response = await _app.Client.PostAsJsonAsync($"{path}/images", images, Token);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task Post_PartsOfOtherNamesOrTwice_AreRefused()
    {
        var path = await _app.StartAsync();
        using var other = new MultipartFormDataContent { { Part(TestImages.Png(), "image/png"), "passport", "a.png" } };
        using var twice = new MultipartFormDataContent
        {
            { Part(TestImages.Png(), "image/png"), "front", "a.png" },
            { Part(TestImages.Png(), "image/png"), "front", "b.png" },
        };
        using var none = new MultipartFormDataContent();

        foreach (var form in new[] { other, twice, none })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await _app.Client.PostAsync($"{path}/images", form, Token)).StatusCode);
        }

        await ProblemAssert.IsAsync(
            await _app.Client.PostAsync($"{path}/images", JsonContent.Create(new JsonObject()), Token), HttpStatusCode.BadRequest, "request.invalid");
    }

    [Theory]
    [InlineData("""{"front":5}""", "front")]
    [InlineData("""{"front":"https://shop.example/front.jpg"}""", "front")]
    [InlineData("""{"front":"data:image/gif;base64,R0lG"}""", "front")]
    [InlineData("""{"front":null}""", "$")]
    [InlineData("""{"passport":"x"}""", "passport")]
    public async Task Post_NoDataUrl_NamesThatFieldAlone(string json, string field)
    {
        var path = await _app.StartAsync();

        var response = await _app.Client.PostAsync($"{path}/images", new StringContent(json, null, "application/json"), Token);

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal([field], problem["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task Submit_WithImagesMissing_NamesThem()
    {
        var path = await _app.StartAsync();

        var problem = await ProblemAssert.IsAsync(
            await _app.Client.PostAsync($"{path}/submit", null, Token), HttpStatusCode.Conflict, "images.missing");

        Assert.NotNull(problem["errors"]!["front"]);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static ByteArrayContent Part(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    private Task<HttpResponseMessage> PutAsync(string path, byte[] bytes, string type) => _app.Client.PutAsync(path, Part(bytes, type), Token);
}
