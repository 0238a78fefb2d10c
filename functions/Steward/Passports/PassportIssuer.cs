using System.Text;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Passports;

/// <summary>Makes passports: the statement with its proofs, signed.</summary>
public sealed class PassportIssuer(ILedger ledger, ISigner signer, TimeProvider time)
{
    /// <summary>The envelope of a passport for a tag at a commit. The evidence must be in the ledger already.</summary>
    public async Task<DsseEnvelope> IssueAsync(
        ProductId product, StatementSubject subject, VerdictNode verdict, IReadOnlyList<LedgerEntry> evidence, CancellationToken cancellation)
    {
        var checkpoint = await ledger.GetCheckpointAsync(product, cancellation)
            ?? throw StewardException.NotFound($"The ledger of {product} is empty: there is nothing that a passport could rest on.");
        var materials = new List<PassportMaterial>(evidence.Count);
        foreach (var entry in evidence) materials.Add(await MaterialAsync(product, entry, checkpoint.Size, cancellation));
        var predicate = new PassportPredicate(product, time.GetUtcNow(), verdict, materials, checkpoint.SignedNote)
        {
            Waivers = CommitSha.TryParse(subject.Digest.GetValueOrDefault("gitCommit"), out var commit) ? PassportWaivers.Of(verdict, evidence, product, commit) : [],
        };
        var statement = new PassportStatement(PassportStatement.StatementType, [subject], PassportStatement.PassportType, predicate);
        return await SignAsync(Json.WriteBytes(statement), cancellation);
    }

    private async Task<PassportMaterial> MaterialAsync(ProductId product, LedgerEntry entry, long size, CancellationToken cancellation)
    {
        var proof = await ledger.ProveInclusionAsync(product, entry.Index, size, cancellation);
        return new PassportMaterial(entry.Index, Encoding.UTF8.GetString(LeafData.Of(entry.Evidence)), proof.Hashes);
    }

    private async Task<DsseEnvelope> SignAsync(byte[] payload, CancellationToken cancellation)
    {
        var signature = await signer.SignAsync(DsseEnvelope.PreAuthenticationEncoding(PassportStatement.MediaType, payload), cancellation);
        return new DsseEnvelope(PassportStatement.MediaType, payload, [new DsseSignature(Digest.Sha256(signer.PublicKey.Span), signature)]);
    }
}
