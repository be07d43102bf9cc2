using System.Buffers.Binary;
using System.Xml.Linq;
using Verification.Testing;

namespace Verification.Architecture.Tests;

/// <summary>The sample documents are what a provider would take, and their machine readable zones are right.</summary>
public sealed class SampleTests
{
    private const int PngWidthOffset = 16;

    [Theory]
    [InlineData("passport", 1400)]
    [InlineData("card-front", 1000)]
    [InlineData("card-back", 1000)]
    [InlineData("selfie", 1000)]
    public void Pictures_InBothFormats_AreWideAndSmall(string name, int minWidth)
    {
        var png = File.ReadAllBytes(Repository.PathTo("samples", $"{name}.png"));
        var jpeg = File.ReadAllBytes(Repository.PathTo("samples", $"{name}.jpg"));

        Assert.True(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(PngWidthOffset)) >= minWidth);
        Assert.Equal([0xFF, 0xD8, 0xFF], jpeg[..3]);
        Assert.All([png, jpeg], picture => Assert.InRange(picture.Length, 50_000, 600_000));
    }

    [Fact]
    public void MachineReadableZone_OfPassport_HasItsCheckDigits()
    {
        var zone = MachineReadableZone("passport");

        Assert.Equal([44, 44], zone.Select(line => line.Length));
        var line = zone[1];
        AssertChecked(line[..9], line[9]);
        AssertChecked(line[13..19], line[19]);
        AssertChecked(line[21..27], line[27]);
        AssertChecked(line[28..42], line[42]);
        AssertChecked(line[..10] + line[13..20] + line[21..43], line[43]);
    }

    [Fact]
    public void MachineReadableZone_OfCard_HasItsCheckDigits()
    {
        var zone = MachineReadableZone("card-back");

        Assert.Equal([30, 30, 30], zone.Select(line => line.Length));
        AssertChecked(zone[0][5..14], zone[0][14]);
        AssertChecked(zone[1][..6], zone[1][6]);
        AssertChecked(zone[1][8..14], zone[1][14]);
        AssertChecked(zone[0][5..] + zone[1][..7] + zone[1][8..15] + zone[1][18..29], zone[1][29]);
    }

    private static string[] MachineReadableZone(string name) =>
        [.. XDocument.Load(Repository.PathTo("samples", "source", $"{name}.svg")).Descendants()
            .Single(element => element.Attribute("id")?.Value == "mrz").Elements().Select(line => line.Value)];

    private static void AssertChecked(string field, char digit) => Assert.Equal(CheckDigit(field), Value(digit));

    /// <summary>ICAO Doc 9303 part 3, 4.9: weights 7, 3, 1, modulo 10; letters count from 10, the filler is 0.</summary>
    private static int CheckDigit(string field) => field.Index().Sum(at => Value(at.Item) * (at.Index % 3) switch { 0 => 7, 1 => 3, _ => 1 }) % 10;

    private static int Value(char symbol) => symbol switch
    {
        '<' => 0,
        >= 'A' => symbol - 'A' + 10,
        _ => symbol - '0',
    };
}
