using Steward.Ledger;
using Steward.Ledger.Merkle;

namespace Steward.Azure.Ledger;

/// <summary>An evidence on its way into the ledger, with all that can be computed before its place is known.</summary>
/// <param name="Evidence">The evidence, normalised.</param>
/// <param name="Leaf">Its canonical JSON.</param>
/// <param name="Hash">The leaf's hash.</param>
/// <param name="RowKey">The key of its row: subject and id.</param>
internal sealed record Draft(Evidence Evidence, byte[] Leaf, byte[] Hash, string RowKey)
{
    /// <summary>Prepares an evidence. Throws Invalid when it breaks a rule.</summary>
    public static Draft Of(Evidence evidence)
    {
        var normal = LeafData.Normalise(evidence);
        var leaf = LeafData.Of(normal);
        return new Draft(normal, leaf, TreeHash.Leaf(leaf), LedgerRows.KeyOf(normal));
    }
}
