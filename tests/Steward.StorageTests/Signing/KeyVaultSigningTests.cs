using System.Security.Cryptography;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Notes;
using Steward.Passports;
using Steward.TestKit.KeyVault;
using Steward.TestKit.Passports;
using Xunit;

namespace Steward.StorageTests.Signing;

/// <summary>What a key in Key Vault signs, verifiers take who know nothing of Key Vault.</summary>
public sealed class KeyVaultSigningTests
{
    [Theory]
    [InlineData("EC")]
    [InlineData("EC-HSM")]
    public async Task A_passport_verifies_offline_with_the_public_key_alone(string type)
    {
        await using var world = await SigningWorld.StartAsync();
        world.Vault.Add("signing", FakeKeyVersion.P256(type));
        var signer = world.Signer();
        var passport = await SignedPassport.WriteAsync(signer);

        var pem = PemEncoding.WriteString("PUBLIC KEY", signer.PublicKey.Span);
        var reading = PassportVerifier.Verify(passport, NoteKey.Parse(pem));
        Assert.True(reading.IsValid, string.Join('\n', reading.Checks.Where(c => !c.Holds)));
        Assert.Equal("steward-test.vault.azure.net/signing", signer.KeyName);
        Assert.Equal(Digest.Sha256(signer.PublicKey.Span), reading.Signer);
    }

    // r and s lose leading zeros and gain a sign byte in DER, each once in some dozens of signatures.
    [Fact]
    public async Task Every_signature_is_der_whatever_its_numbers_begin_with()
    {
        await using var world = await SigningWorld.StartAsync();
        var signer = world.WithKey();
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(signer.PublicKey.Span, out _);
        var lengths = new HashSet<int>();
        for (var i = 0; i < 300; i++)
        {
            var data = BitConverter.GetBytes(i);
            var signature = await signer.SignAsync(data, default);
            Assert.True(key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
            lengths.Add(signature.Length);
        }

        Assert.True(lengths.Count > 1, "All signatures were of one length: the padding was not put to the test.");
    }

    [Fact]
    public async Task The_key_is_asked_for_once_and_the_token_for_the_vaults_own_audience()
    {
        await using var world = await SigningWorld.StartAsync();
        var signer = world.WithKey();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => signer.SignAsync(new[] { (byte)i }, default)));
        Assert.Single(world.Vault.Calls, c => c == "GET /keys/signing");
        Assert.Equal(["https://vault.azure.net/.default"], world.Vault.Credential.Scopes.Distinct());
    }

    [Fact]
    public async Task A_rotated_key_changes_nothing_in_a_process_that_has_begun_with_the_old_one()
    {
        await using var world = await SigningWorld.StartAsync();
        var old = world.WithKey();
        var before = old.PublicKey.ToArray();
        world.Vault.Add("signing", FakeKeyVersion.P256());

        await AssertSignsAsync(old, before);
        var next = world.Signer();
        Assert.NotEqual(before, next.PublicKey.ToArray());
        await AssertSignsAsync(next, next.PublicKey.ToArray());
    }

    [Fact]
    public async Task A_pinned_version_stays_though_there_is_a_newer_one()
    {
        await using var world = await SigningWorld.StartAsync();
        var version = world.Vault.Add("signing", FakeKeyVersion.P256());
        var before = world.Signer().PublicKey.ToArray();
        world.Vault.Add("signing", FakeKeyVersion.P256());
        await AssertSignsAsync(world.Signer(version.Id), before);
        Assert.Contains($"POST /keys/signing/{version.Id}/sign", world.Vault.Calls);
    }

    private static async Task AssertSignsAsync(ISigner signer, byte[] publicKey)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        Assert.True(key.VerifyData(new byte[] { 1, 2, 3 }, await signer.SignAsync(new byte[] { 1, 2, 3 }, default), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }
}
