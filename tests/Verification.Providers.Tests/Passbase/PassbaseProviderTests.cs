using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Verification.Core.Providers;
using Verification.Core.Verifications;
using Verification.Providers.Passbase;

namespace Verification.Providers.Tests.Passbase;

public sealed class PassbaseProviderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_Sdk_GivesWhatTheWidgetNeedsAndMakesNoCall()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var request = new VerificationRequest { ProviderOptions = new JsonObject { ["email"] = "anna@example.com", ["country"] = "nl" } };

        var session = await world.OpenAsync(CapturePath.Sdk, "accepted", request);
        var again = await world.OpenAsync(CapturePath.Sdk, "accepted", request);

        Assert.Equal((SimulatedPassbase.Id().ToString(), "simulated-publishable-key", true), (session.Key, session.Token, session.StartsByItself));
        Assert.Equal(["apiKey", "metaData", "prefillAttributes"], session.SdkOptions!.Select(option => option.Key));
        Assert.Equal("""{"email":"anna@example.com","country":"nl"}""", session.SdkOptions!["prefillAttributes"]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(session.SdkOptions, again.SdkOptions));
        Assert.DoesNotContain("secret-key", session.SdkOptions.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty((await world.LedgerAsync()).Calls);
    }

    [Fact]
    public async Task Open_Hosted_PutsEverythingIntoOneEscapedParameter()
    {
        await using var world = await SimulatedPassbase.StartAsync();

        var session = await world.OpenAsync(CapturePath.Hosted, "accepted");

        var link = session.CaptureUrl!;
        Assert.Equal("/passbase-api/link/simulated-shop", link.AbsolutePath);
        Assert.DoesNotContain('+', link.Query);
        var json = JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(Uri.UnescapeDataString(link.Query["?p=".Length..]))))!;
        Assert.NotNull((string?)json["prefill_attributes"]!["metadata"]);
        Assert.Null(session.Token);
    }

    [Fact]
    public async Task DocumentTypes_ComeFromTheProjectsSettings()
    {
        await using var world = await SimulatedPassbase.StartAsync();

        var types = await world.RunAsync(world.Provider.GetDocumentTypesAsync(Stop));

        Assert.Equal(["PASSPORT", "DRIVERS_LICENSE", "NATIONAL_ID_CARD"], types.Select(type => type.Id));
    }

    [Fact]
    public async Task Progress_OlderAnswerThanOneSeen_DecidesNothing()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var session = await world.OpenAsync(CapturePath.Sdk, "accepted");
        session = await world.SubmitAsync(session, SimulatedPassbase.Submission(await world.CaptureAsync(session)));
        (_, session) = await world.EndAsync(session);

        session.Data!["updated"] = (long)session.Data["updated"]! + 10;

        Assert.Equal(new ProviderProgress(ProviderState.Processing), await world.ProgressAsync(session));
    }

    /// <summary>It names a file of the archive, and whoever unpacks that trusts its names.</summary>
    [Theory]
    [InlineData("face_video", "face_video")]
    [InlineData("../face", "file")]
    [InlineData("", "file")]
    public void File_Type_IsAPlainWord(string type, string expected)
    {
        using var json = JsonDocument.Parse($$"""{"id":"0198b0a0-0000-7000-8000-000000000000","type":"{{type}}"}""");

        Assert.Equal(expected, PassbaseFile.Read(json.RootElement)?.Type);
    }

    [Fact]
    public async Task Submit_OfNothing_LeavesTheIdentityToBeFound()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var session = await world.OpenAsync(CapturePath.Sdk, "accepted");

        Assert.Equal(session, await world.SubmitAsync(session, []));
    }

    [Fact]
    public async Task Progress_HiddenAtFirst_IsFoundLater()
    {
        await using var world = await SimulatedPassbase.StartAsync(options => options.HiddenFor = TimeSpan.FromSeconds(2));
        var session = await world.OpenAsync(CapturePath.Sdk, "accepted");
        var submission = SimulatedPassbase.Submission(await world.CaptureAsync(session));

        await Assert.ThrowsAsync<ProviderException>(() => world.SubmitAsync(session, submission));
        var (progress, _) = await world.EndAsync(session);

        Assert.Equal(Decision.Accepted, progress.Decision);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Progress_ManyIdentities_FindsOursWithinThePagesItMayRead(bool newestFirst)
    {
        await using var world = await SimulatedPassbase.StartAsync(
            options =>
            {
                options.MaxLimit = 2;
                options.NewestFirst = newestFirst;
            },
            ("SearchPages", "3"));
        for (var number = 100; number < 107; number++)
        {
            await world.CaptureAsync(await world.OpenAsync(CapturePath.Sdk, "no-webhook", number: number));
        }

        var session = await world.OpenAsync(CapturePath.Sdk, "no-webhook");
        await world.CaptureAsync(session);
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(newestFirst ? ProviderState.Decided : ProviderState.Pending, (await world.ProgressAsync(session)).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Archive_FilesAllowed_HoldsEveryFileInEitherForm(bool asJson)
    {
        await using var world = await SimulatedPassbase.StartAsync(
            options => (options.FilesAllowed, options.FilesAsJson) = (true, asJson), ("ArchiveFiles", "true"));
        var session = await EndedAsync(world);

        await using var archive = await world.RunAsync(world.Provider.OpenArchiveAsync(session, Stop));

        using var zip = new System.IO.Compression.ZipArchive(archive!);
        Assert.Equal(2, zip.Entries.Count);
        Assert.All(zip.Entries, entry => Assert.EndsWith(asJson ? ".bin" : ".png", entry.Name, StringComparison.Ordinal));
        Assert.Single(zip.Entries.Select(entry => entry.Length).Distinct());
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Archive_FilesRefusedOrNotWanted_IsNone(string wanted)
    {
        await using var world = await SimulatedPassbase.StartAsync(settings: ("ArchiveFiles", wanted));
        var session = await EndedAsync(world);

        Assert.Null(await world.RunAsync(world.Provider.OpenArchiveAsync(session, Stop)));
    }

    [Fact]
    public async Task Calls_PublishableKeyInPlaceOfTheSecretOne_AreUnauthorized()
    {
        await using var world = await SimulatedPassbase.StartAsync(
            settings: [("SecretKey", "simulated-publishable-key"), ("PublishableKey", "simulated-secret-key")]);

        var refused = await Assert.ThrowsAsync<ProviderException>(() => world.RunAsync(world.Provider.GetDocumentTypesAsync(Stop)));

        Assert.Equal(ProviderErrorKind.Unauthorized, refused.Kind);
    }

    [Theory]
    [InlineData(CapturePath.Sdk, "document", "{}", "processType")]
    [InlineData(CapturePath.Sdk, null, """{"email":"nobody"}""", "providerOptions.email")]
    [InlineData(CapturePath.Sdk, null, """{"email":7}""", "providerOptions.email")]
    [InlineData(CapturePath.Sdk, null, """{"country":"DEU"}""", "providerOptions.country")]
    [InlineData(CapturePath.Sdk, null, """{"identity":"0b6f4a5e-6a3c-4f0e-9d0c-5f1e2d3c4b5a"}""", "providerOptions.identity")]
    [InlineData(CapturePath.Sdk, "reauthentication", """{"email":"a@example.com"}""", "providerOptions.identity")]
    [InlineData(CapturePath.Sdk, "reauthentication", """{"identity":"0b6f4a5e-6a3c-4f0e-9d0c-5f1e2d3c4b5a"}""", "providerOptions.email")]
    public async Task Validate_WhatCannotBeServed_NamesTheField(CapturePath capture, string? processType, string options, string field)
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var request = new VerificationRequest { ProcessType = processType, ProviderOptions = JsonNode.Parse(options)!.AsObject() };

        Assert.Equal([field], world.Provider.Validate(request, capture).Keys);
    }

    [Theory]
    [InlineData("SecretKey", "", "SecretKey")]
    [InlineData("PublishableKey", "simulated-secret-key", "PublishableKey")]
    [InlineData("MetadataKey", "AAAA", "MetadataKey")]
    [InlineData("BaseUrl", "ftp://api.example", "BaseUrl")]
    [InlineData("LinkUrl", "ftp://verify.example", "LinkUrl")]
    [InlineData("Webhooks:Secrets:0", "too short", "Webhooks:Secrets")]
    [InlineData("SearchPages", "-1", "SearchPages")]
    public async Task Options_Wrong_AreNamed(string key, string value, string named)
    {
        await using var world = await SimulatedPassbase.StartAsync(settings: (key, value));

        var failure = Assert.Throws<OptionsValidationException>(() => world.Provider.Descriptor);

        Assert.Contains($"Providers:Passbase:", failure.Message, StringComparison.Ordinal);
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("too short", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Descriptor_SaysThatNothingIsStartedOrDeleted()
    {
        await using var world = await SimulatedPassbase.StartAsync();
        var descriptor = world.Provider.Descriptor;

        Assert.Empty(descriptor.NeedsStart);
        Assert.False(descriptor.SupportsDeletion);
        Assert.Equal(PassbaseValidation.Options, descriptor.Options);
    }

    private static async Task<ProviderSession> EndedAsync(SimulatedPassbase world)
    {
        var session = await world.OpenAsync(CapturePath.Sdk, "accepted");
        await world.CaptureAsync(session);
        return (await world.EndAsync(session)).Session;
    }
}
