using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Steward.Kernel;
using Steward.Ledger.Notes;
using Steward.Passports;
using Steward.TestKit.Passports;
using Xunit;

namespace Steward.UnitTests.Release;

public sealed class PassportTests
{
    [Fact]
    public async Task A_passport_is_verified_with_nothing_but_the_file_and_the_key()
    {
        var signer = new TestKey();
        var reading = PassportVerifier.Verify(await SignedPassport.WriteAsync(signer), NoteKey.Of(signer));
        Assert.True(reading.IsValid, string.Join("; ", reading.Checks));
        Assert.Equal("v1", reading.Statement!.Subject[0].Name);
        Assert.Contains(reading.Checks, c => c.Name == "evidence 0" && c.Holds);
    }

    [Fact]
    public async Task A_passport_has_a_signed_summary_for_tools_that_know_SLSA()
    {
        var signer = new TestKey();
        var passport = await SignedPassport.WriteAsync(signer);
        var envelope = await VerificationSummary.SignAsync(passport, signer, CancellationToken.None);
        Assert.True(envelope.IsSignedBy(signer.PublicKey.Span));
        Assert.False(envelope.IsSignedBy(new TestKey().PublicKey.Span));
        var statement = JsonNode.Parse(envelope.Payload)!;
        Assert.Equal("https://slsa.dev/verification_summary/v1", statement["predicateType"]!.GetValue<string>());
        Assert.Equal(SignedPassport.Commit.ToString(), statement["subject"]![0]!["digest"]!["gitCommit"]!.GetValue<string>());
        var predicate = statement["predicate"]!;
        Assert.Equal(("pkg:github/acme/shop@v1", "PASSED"), (predicate["resourceUri"]!.GetValue<string>(), predicate["verificationResult"]!.GetValue<string>()));
        Assert.Equal(Digest.Sha256(passport), predicate["inputAttestations"]![0]!["digest"]!["sha256"]!.GetValue<string>());
        Assert.Equal("""["SLSA_BUILD_LEVEL_UNEVALUATED","STEWARD_RELEASE_GATE"]""", predicate["verifiedLevels"]!.ToJsonString());
        Assert.NotNull(predicate["verifier"]!["id"]);
        Assert.NotNull(predicate["timeVerified"]);
    }

    [Fact]
    public async Task Another_key_is_named()
    {
        var reading = PassportVerifier.Verify(await SignedPassport.WriteAsync(new TestKey()), NoteKey.Of(new TestKey()));
        Assert.False(reading.IsValid);
        Assert.Contains(reading.Checks, c => c is { Name: "signature", Holds: false });
    }

    [Fact]
    public async Task A_passport_that_rests_on_another_releases_decision_is_refused()
    {
        var signer = new TestKey();
        var reading = PassportVerifier.Verify(await SignedPassport.WriteAsync(signer, decidedTag: "v2"), NoteKey.Of(signer));
        Assert.Contains(reading.Checks, c => c is { Name: "decision", Holds: false });
        Assert.False(reading.IsValid);
    }

    [Fact]
    public async Task What_was_expected_is_checked_against_the_statement()
    {
        var signer = new TestKey();
        var file = await SignedPassport.WriteAsync(signer);
        var right = new PassportExpectation(SignedPassport.Product, "v1", SignedPassport.Commit);

        PassportReading Verify(PassportExpectation expected) => PassportVerifier.Verify(file, NoteKey.Of(signer), expected);

        Assert.True(Verify(right).IsValid);
        Assert.Equal(3, Verify(right).Checks.Count(c => c.Name.StartsWith("expected ", StringComparison.Ordinal)));
        Assert.Equal("The product acme/till was expected, but this passport is for acme/shop.", Failed(Verify(right with { Product = ProductId.Parse("acme/till") })));
        Assert.Equal("The tag v2 was expected, but this passport is for v1.", Failed(Verify(right with { Tag = "v2" })));
        Assert.StartsWith("The commit bbbb", Failed(Verify(right with { Commit = CommitSha.Parse(new string('b', 40)) })), StringComparison.Ordinal);

        string Failed(PassportReading reading) => Assert.Single(reading.Checks, c => !c.Holds).Detail;
    }

    [Fact]
    public async Task No_single_changed_byte_of_the_file_goes_unnoticed()
    {
        var signer = new TestKey();
        var key = NoteKey.Of(signer);
        var file = await SignedPassport.WriteAsync(signer);
        var change = Gen.Choose(0, file.Length - 1).Zip(Gen.Choose(1, 255)).ToArbitrary();
        Prop.ForAll(change, at =>
        {
            var changed = (byte[])file.Clone();
            changed[at.Item1] = (byte)(changed[at.Item1] ^ at.Item2);
            var reading = PassportVerifier.Verify(changed, key);
            return !reading.IsValid || Json.Write(reading.Statement) == Json.Write(PassportVerifier.Verify(file, key).Statement);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Anything_else_is_refused_with_a_sentence_and_never_throws()
    {
        var key = NoteKey.Of(new TestKey());
        Prop.ForAll<byte[]>(bytes => !PassportVerifier.Verify(bytes ?? [], key).IsValid).QuickCheckThrowOnFailure();
        Assert.False(PassportVerifier.Verify("""{"payloadType":"x","payload":"","signatures":[null]}"""u8, key).IsValid);
        Assert.False(PassportVerifier.Verify("null"u8, key).IsValid);
    }

    [Fact]
    public void The_encoding_that_is_signed_is_the_one_of_the_protocol() => Assert.Equal(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
        Encoding.UTF8.GetString(DsseEnvelope.PreAuthenticationEncoding("http://example.com/HelloWorld", "hello world"u8)));
}
