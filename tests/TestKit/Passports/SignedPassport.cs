using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Merkle;
using Steward.Ledger.Notes;
using Steward.Passports;

namespace Steward.TestKit.Passports;

/// <summary>A real passport over a ledger of one entry: its root is the leaf's hash, its audit path is empty.</summary>
public static class SignedPassport
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);

    /// <summary>The product of the passport.</summary>
    public static ProductId Product { get; } = ProductId.Parse("acme/shop");

    /// <summary>The commit of the passport.</summary>
    public static CommitSha Commit { get; } = CommitSha.Parse(new string('a', 40));

    /// <summary>The file of a passport for the tag v1 that rests on the decision about a tag.</summary>
    public static async Task<byte[]> WriteAsync(ISigner signer, string decidedTag = "v1")
    {
        var tree = VerdictNode.All("release v1", [new VerdictNode("tag", Verdict.Pass, "It is there.")]);
        var leaf = LeafData.Of(Decision(decidedTag, tree));
        var checkpoint = await CheckpointNote.SignAsync(signer, CheckpointNote.OriginOf(Product), 1, TreeHash.Leaf(leaf), CancellationToken.None);
        var subject = new StatementSubject("v1", new Dictionary<string, string>(StringComparer.Ordinal) { ["gitCommit"] = Commit.ToString() });
        var predicate = new PassportPredicate(Product, Now, tree, [new PassportMaterial(0, Encoding.UTF8.GetString(leaf), [])], checkpoint.SignedNote);
        var payload = Json.WriteBytes(new PassportStatement(PassportStatement.StatementType, [subject], PassportStatement.PassportType, predicate));
        var signature = await signer.SignAsync(DsseEnvelope.PreAuthenticationEncoding(PassportStatement.MediaType, payload), CancellationToken.None);
        return Json.WriteBytes(new DsseEnvelope(PassportStatement.MediaType, payload, [new DsseSignature("", signature)]));
    }

    private static Evidence Decision(string tag, VerdictNode tree) => new()
    {
        Id = Digest.Sha256(tag),
        Time = Now,
        Actor = "steward",
        Kind = "release.decided",
        Subject = Subject.Release(tag, Commit),
        Outcome = EvidenceOutcome.Pass,
        Details = new JsonObject { ["verdict"] = "Pass" },
        Payload = Digest.Sha256(Json.WriteBytes(tree)),
    };
}

/// <summary>A signing key of one test.</summary>
public sealed class TestKey : ISigner, IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <inheritdoc/>
    public string KeyName => "test";

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> PublicKey => _key.ExportSubjectPublicKeyInfo();

    /// <summary>The public key as the command line reads it.</summary>
    public string PublicPem => new(PemEncoding.Write("PUBLIC KEY", PublicKey.Span));

    /// <inheritdoc/>
    public Task<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation) =>
        Task.FromResult(_key.SignData(data.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
