using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Verification.Providers.Passbase;

namespace Verification.Providers.Tests.Passbase;

public sealed class PassbaseMetadataTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2048)]
    [InlineData(3072)]
    [InlineData(4096)]
    public void Seal_AnyKeySize_ComesBackThroughThePublicKey(int bits)
    {
        using var key = RSA.Create(bits);
        var id = SimulatedPassbase.Id();

        var sealedText = PassbaseMetadata.Seal(id, $"{id} order-7", key.ExportPkcs8PrivateKeyPem());

        Assert.Equal($"{id} order-7", (string?)JsonNode.Parse(Recover(sealedText, key))!["externalReference"]);
    }

    [Fact]
    public void Seal_KeyAsPemOrBase64_GivesTheSame()
    {
        using var key = RSA.Create(2048);
        var id = SimulatedPassbase.Id();

        Assert.Equal(
            PassbaseMetadata.Seal(id, $"{id}", key.ExportRSAPrivateKeyPem()),
            PassbaseMetadata.Seal(id, $"{id}", Convert.ToBase64String(key.ExportPkcs8PrivateKey())));
    }

    [Theory]
    [InlineData(184, true)]
    [InlineData(185, false)]
    public void Seal_ReferenceTooLongForTheKey_KeepsTheId(int length, bool fits)
    {
        using var key = RSA.Create(2048);
        var id = SimulatedPassbase.Id();
        var reference = $"{id} {new string('x', length)}";

        var json = Recover(PassbaseMetadata.Seal(id, reference, key.ExportPkcs8PrivateKeyPem()), key);

        Assert.Equal(fits ? reference : $"{id}", (string?)JsonNode.Parse(json)!["externalReference"]);
    }

    /// <summary>What Passbase does with the uploaded public key.</summary>
    [Fact]
    public async Task Seal_OpenSsl_RecoversTheJson()
    {
        using var key = RSA.Create(4096);
        var id = SimulatedPassbase.Id();
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (pem, sealedFile) = (Path.Combine(folder.FullName, "key.pem"), Path.Combine(folder.FullName, "sealed"));
            await File.WriteAllTextAsync(pem, key.ExportSubjectPublicKeyInfoPem(), Stop);
            await File.WriteAllBytesAsync(
                sealedFile, Convert.FromBase64String(PassbaseMetadata.Seal(id, $"{id}", key.ExportPkcs8PrivateKeyPem())), Stop);

            var json = await OpenSslAsync("pkeyutl", "-verifyrecover", "-pubin", "-inkey", pem, "-in", sealedFile);

            Assert.Equal($$"""{"externalReference":"{{id}}"}""", json);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("AAAA")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void IsKey_Junk_IsNone(string key) => Assert.False(PassbaseMetadata.IsKey(key));

    [Fact]
    public void IsKey_PublicOrShortKey_IsNone()
    {
        using var good = RSA.Create(2048);
        using var shortKey = RSA.Create(1024);

        Assert.True(PassbaseMetadata.IsKey(good.ExportPkcs8PrivateKeyPem()));
        Assert.False(PassbaseMetadata.IsKey(good.ExportSubjectPublicKeyInfoPem()));
        Assert.False(PassbaseMetadata.IsKey(shortKey.ExportPkcs8PrivateKeyPem()));
    }

    private static string Recover(string sealedText, RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        var bytes = Convert.FromBase64String(sealedText);
        Assert.Equal(key.KeySize / 8, bytes.Length);
        var padded = BigInteger.ModPow(Number(bytes), Number(parameters.Exponent!), Number(parameters.Modulus!))
            .ToByteArray(isUnsigned: true, isBigEndian: true);
        Assert.Equal(1, padded[0]);
        var end = Array.IndexOf(padded, (byte)0);
        Assert.True(end >= 9);
        Assert.All(padded[1..end], filling => Assert.Equal(0xff, filling));
        return Encoding.UTF8.GetString(padded[(end + 1)..]);
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static async Task<string> OpenSslAsync(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync(Stop);
            await process.WaitForExitAsync(Stop);
            Assert.Equal(0, process.ExitCode);
            return output;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("This test needs openssl: sudo apt-get install openssl", exception);
        }
    }
}
