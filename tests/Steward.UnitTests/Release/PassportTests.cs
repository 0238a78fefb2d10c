using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Merkle;
using Steward.Ledger.Notes;
using Steward.Passports;
using Xunit;

namespace Steward.UnitTests.Release;

public sealed class PassportTests
{
    private static readonly ProductId Product = ProductId.Parse("acme/shop");
    private static readonly CommitSha Commit = CommitSha.Parse(new string('a', 40));
    private static readonly VerdictNode Tree = VerdictNode.All("release v1", [new VerdictNode("tag", Verdict.Pass, "It is there.")]);
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_passport_is_verified_with_nothing_but_the_file_and_the_key()
    {
        var signer = new MemoryKey();
        var reading = PassportVerifier.Verify(await PassportAsync(signer, Decision("v1")), NoteKey.Of(signer));
        Assert.True(reading.IsValid, string.Join("; ", reading.Checks));
        Assert.Equal("v1", reading.Statement!.Subject[0].Name);
        Assert.Contains(reading.Checks, c => c.Name == "evidence 0" && c.Holds);
    }

    [Fact]
    public async Task Another_key_is_named()
    {
        var reading = PassportVerifier.Verify(await PassportAsync(new MemoryKey(), Decision("v1")), NoteKey.Of(new MemoryKey()));
        Assert.False(reading.IsValid);
        Assert.Contains(reading.Checks, c => c is { Name: "signature", Holds: false });
    }

    [Fact]
    public async Task A_passport_that_rests_on_another_releases_decision_is_refused()
    {
        var signer = new MemoryKey();
        var reading = PassportVerifier.Verify(await PassportAsync(signer, Decision("v2")), NoteKey.Of(signer));
        Assert.Contains(reading.Checks, c => c is { Name: "decision", Holds: false });
        Assert.False(reading.IsValid);
    }

    [Fact]
    public async Task No_single_changed_byte_of_the_file_goes_unnoticed()
    {
        var signer = new MemoryKey();
        var key = NoteKey.Of(signer);
        var file = await PassportAsync(signer, Decision("v1"));
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
        var key = NoteKey.Of(new MemoryKey());
        Prop.ForAll<byte[]>(bytes => !PassportVerifier.Verify(bytes ?? [], key).IsValid).QuickCheckThrowOnFailure();
        Assert.False(PassportVerifier.Verify("""{"payloadType":"x","payload":"","signatures":[null]}"""u8, key).IsValid);
        Assert.False(PassportVerifier.Verify("null"u8, key).IsValid);
    }

    [Fact]
    public void The_encoding_that_is_signed_is_the_one_of_the_protocol() => Assert.Equal(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
        Encoding.UTF8.GetString(DsseEnvelope.PreAuthenticationEncoding("http://example.com/HelloWorld", "hello world"u8)));

    private static Evidence Decision(string tag) => new()
    {
        Id = Digest.Sha256(tag),
        Time = Now,
        Actor = "steward",
        Kind = "release.decided",
        Subject = Subject.Release(tag, Commit),
        Outcome = EvidenceOutcome.Pass,
        Details = new JsonObject { ["verdict"] = "Pass" },
        Payload = Digest.Sha256(Json.WriteBytes(Tree)),
    };

    // A ledger of one entry: its root is the leaf's hash, its audit path is empty.
    private static async Task<byte[]> PassportAsync(ISigner signer, Evidence decision)
    {
        var leaf = LeafData.Of(decision);
        var checkpoint = await CheckpointNote.SignAsync(signer, CheckpointNote.OriginOf(Product), 1, TreeHash.Leaf(leaf), CancellationToken.None);
        var subject = new StatementSubject("v1", new Dictionary<string, string> { ["gitCommit"] = Commit.ToString() });
        var predicate = new PassportPredicate(Product, Now, Tree, [new PassportMaterial(0, Encoding.UTF8.GetString(leaf), [])], checkpoint.SignedNote);
        var payload = Json.WriteBytes(new PassportStatement(PassportStatement.StatementType, [subject], PassportStatement.PassportType, predicate));
        var signature = await signer.SignAsync(DsseEnvelope.PreAuthenticationEncoding(PassportStatement.MediaType, payload), CancellationToken.None);
        return Json.WriteBytes(new DsseEnvelope(PassportStatement.MediaType, payload, [new DsseSignature("", signature)]));
    }

    private sealed class MemoryKey : ISigner
    {
        private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public string KeyName => "test";

        public ReadOnlyMemory<byte> PublicKey => _key.ExportSubjectPublicKeyInfo();

        public Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation) =>
            Task.FromResult(_key.SignData(data.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }
}
