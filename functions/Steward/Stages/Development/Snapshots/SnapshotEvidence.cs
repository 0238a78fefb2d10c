using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Development.Snapshots;

/// <summary>What a snapshot leaves in the ledger of every product that it covers.</summary>
public static class SnapshotEvidence
{
    /// <summary>The kind of evidence; subject: the product; time: when the snapshot began; details: stamp, tables, rows, manifest (its SHA-256).</summary>
    public const string Kind = "snapshot.taken";

    /// <summary>The evidence: one for a product and a snapshot, however often it is recorded.</summary>
    public static Evidence Of(ProductId product, StoredSnapshot snapshot)
    {
        var (manifest, subject) = (snapshot.Manifest, Subject.Product(product));
        return new Evidence
        {
            Id = Evidence.IdFor(Kind, subject, $"{manifest.Stamp} {snapshot.Digest}"),
            Time = manifest.StartedAt,
            Actor = "steward",
            Kind = Kind,
            Subject = subject,
            Outcome = EvidenceOutcome.Info,
            Details = new JsonObject
            {
                ["stamp"] = manifest.Stamp,
                ["tables"] = manifest.Tables.Count,
                ["rows"] = manifest.Rows,
                ["manifest"] = snapshot.Digest,
            },
        };
    }
}
