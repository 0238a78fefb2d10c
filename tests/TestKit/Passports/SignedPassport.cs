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
        return await SignAsync(signer, new PassportPredicate(Product, Now, tree, [new PassportMaterial(0, Encoding.UTF8.GetString(leaf), [])], checkpoint.SignedNote));
    }

    /// <summary>The file of a passport whose tree rests on a waiver, over a ledger of two entries; a test says what is told of it.</summary>
    /// <param name="signer">Who signs.</param>
    /// <param name="listed">What the statement lists, made of what is right.</param>
    /// <param name="granted">The waiver in the ledger; null: one that covers all that was waived.</param>
    /// <param name="waivedBy">Who waived it by the tree; null: it is an exception in the policy.</param>
    public static async Task<byte[]> WaivedAsync(
        ISigner signer, Func<PassportWaiver, IReadOnlyList<PassportWaiver>?> listed, Waiver? granted = null, string? waivedBy = "token:ada")
    {
        var tree = VerdictNode.All("release v1", [VerdictNode.All("release", [new("approvals", Verdict.Waived, "Waived.") { WaivedBy = waivedBy }, new("tag", Verdict.Pass, "It is there.")])]);
        var waiver = granted ?? new Waiver("release/approvals", Now.AddDays(1), "token:ada", "tonight only");
        var evidence = Decision("v1", tree) with { Id = Digest.Sha256("waiver"), Time = Now.AddHours(-1), Kind = Waiver.Kind, Subject = Subject.Commit(Commit), Details = waiver.ToDetails(), Payload = null };
        var leaves = new[] { LeafData.Of(evidence), LeafData.Of(Decision("v1", tree)) };
        var hashes = leaves.Select(l => TreeHash.Leaf(l)).ToList();
        var checkpoint = await CheckpointNote.SignAsync(signer, CheckpointNote.OriginOf(Product), 2, TreeHash.Node(hashes[0], hashes[1]), CancellationToken.None);
        var materials = leaves.Select((leaf, i) => new PassportMaterial(i, Encoding.UTF8.GetString(leaf), [hashes[1 - i]])).ToList();
        return await SignAsync(signer, new PassportPredicate(Product, Now, tree, materials, checkpoint.SignedNote)
        {
            Waivers = listed(new PassportWaiver(waiver.Path, waiver.By, waiver.Until!.Value, waiver.Reason, 0)),
        });
    }

    private static async Task<byte[]> SignAsync(ISigner signer, PassportPredicate predicate)
    {
        var subject = new StatementSubject("v1", new Dictionary<string, string>(StringComparer.Ordinal) { ["gitCommit"] = Commit.ToString() });
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
