using Verification.Core.Storage;
using Verification.Core.Verifications;
using Verification.Storage.Sealing;

namespace Verification.Storage.Tests.Sealing;

public sealed class MasterKeyRingTests
{
    private static readonly VerificationId Id = VerificationId.Parse("ver_019b76da8000700080000000000000aa");
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];
    private static readonly byte[] OldMaster = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] NewMaster = [.. Enumerable.Repeat((byte)2, 32)];

    [Fact]
    public void Unwrap_WhatWasWrapped_GivesTheKeyBack()
    {
        var ring = new MasterKeyRing(NewMaster);

        Assert.Equal(Key, ring.Unwrap(Id, ring.Wrap(Id, Key)));
    }

    [Fact]
    public void Unwrap_AfterRotation_PredecessorStillUnwrapsAndTheNewOneWraps()
    {
        var wrapped = new MasterKeyRing(OldMaster).Wrap(Id, Key);
        var ring = new MasterKeyRing(NewMaster, OldMaster);

        Assert.Equal(Key, ring.Unwrap(Id, wrapped));
        Assert.Equal(Key, new MasterKeyRing(NewMaster).Unwrap(Id, ring.Wrap(Id, Key)));
    }

    [Fact]
    public void Unwrap_MasterKeyNotAtHand_NamesItAndTheSetting()
    {
        var wrapped = new MasterKeyRing(OldMaster).Wrap(Id, Key);

        var exception = Assert.Throws<StoreException>(() => new MasterKeyRing(NewMaster).Unwrap(Id, wrapped));

        Assert.Contains(Convert.ToHexStringLower(wrapped[..8]), exception.Message);
        Assert.Contains("Storage:PreviousMasterKeys", exception.Message);
    }

    [Fact]
    public void Unwrap_ForAnotherVerification_IsRefused()
    {
        var ring = new MasterKeyRing(NewMaster);
        var wrapped = ring.Wrap(Id, Key);

        Assert.Throws<InvalidDataException>(
            () => ring.Unwrap(VerificationId.Parse("ver_019b76da8000700080000000000000bb"), wrapped));
    }

    [Fact]
    public void Unwrap_AlteredOrCut_IsRefused()
    {
        var ring = new MasterKeyRing(NewMaster);
        var wrapped = ring.Wrap(Id, Key);

        Assert.Throws<InvalidDataException>(() => ring.Unwrap(Id, wrapped.AsSpan(1)));
        Assert.Throws<InvalidDataException>(() => ring.Unwrap(Id, []));
        for (var index = 8; index < wrapped.Length; index++)
        {
            var altered = (byte[])wrapped.Clone();
            altered[index] ^= 1;
            Assert.Throws<InvalidDataException>(() => ring.Unwrap(Id, altered));
        }
    }
}
