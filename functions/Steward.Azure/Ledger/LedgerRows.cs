using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Tiles;

namespace Steward.Azure.Ledger;

/// <summary>
/// The rows of table <c>Ledger</c>, one partition a product: <c>head</c>; <c>b|END</c>, the leaves of one commit, where END is the index after
/// its last; <c>s|SUBJECT|ID</c>, one evidence, which is at once the index by subject and what makes appending safe to repeat.
/// </summary>
internal static class LedgerRows
{
    /// <summary>The table's short name.</summary>
    public const string Table = "Ledger";

    /// <summary>The row key of the head.</summary>
    public const string Head = "head";

    private const string Index = "I";
    private const string Leaf = "E";
    private const string Count = "Count";
    private const string Part = "D";

    // A property holds 64 KB, a row key 1 KB, which is 512 characters.
    private const int MaxPart = 60 * 1024;
    private const int MaxSubject = 400;

    /// <summary>A product's partition.</summary>
    public static string PartitionOf(ProductId product) => Keys.Escape(product.ToString());

    /// <summary>The row key of an evidence.</summary>
    public static string KeyOf(Evidence evidence) => PrefixOf(evidence.Subject) + evidence.Id;

    /// <summary>What the row keys of all evidence about a subject begin with. Subjects that are too long for a key go by their digest.</summary>
    public static string PrefixOf(Subject subject)
    {
        var text = Keys.Escape(subject.ToString());
        return text.Length <= MaxSubject ? $"s|{text}|" : $"s|sha256|{Digest.Sha256(subject.ToString())}|";
    }

    /// <summary>The row of an evidence at its index.</summary>
    public static TableEntity EvidenceRow(string partition, Draft draft, long index) =>
        new(partition, draft.RowKey) { { Index, index }, { Leaf, Encoding.UTF8.GetString(draft.Leaf) } };

    /// <summary>The index of an evidence's row.</summary>
    public static long IndexOf(TableEntity row) => row.GetInt64(Index) ?? throw Damaged(row, "no index");

    /// <summary>The leaf data of an evidence's row.</summary>
    public static byte[] LeafOf(TableEntity row) => Encoding.UTF8.GetBytes(row.GetString(Leaf) ?? throw Damaged(row, "no evidence"));

    /// <summary>The entry of an evidence's row.</summary>
    public static LedgerEntry EntryOf(TableEntity row) => new(IndexOf(row), LeafData.Parse(LeafOf(row)));

    /// <summary>The row of the leaves of one commit.</summary>
    public static TableEntity BatchRow(string partition, IReadOnlyList<Draft> drafts, long end)
    {
        var row = new TableEntity(partition, BatchKey(end)) { { Count, drafts.Count } };
        var packed = EntryBundle.Pack([.. drafts.Select(d => d.Leaf)]);
        for (var (at, part) = (0, 0); at < packed.Length; at += MaxPart, part++)
            row.Add(PartName(part), packed.AsSpan(at, Math.Min(MaxPart, packed.Length - at)).ToArray());
        return row;
    }

    /// <summary>The leaves of one commit, each with its index.</summary>
    public static IEnumerable<(long Index, byte[] Leaf)> LeavesOf(TableEntity row)
    {
        var count = row.GetInt32(Count) ?? throw Damaged(row, "no count");
        var end = long.Parse(row.RowKey.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture);
        var packed = new List<byte>();
        for (var part = 0; row.GetBinary(PartName(part)) is { } bytes; part++) packed.AddRange(bytes);
        return EntryBundle.Unpack(packed.ToArray(), count).Select((leaf, i) => (end - count + i, leaf));
    }

    /// <summary>A filter for the batches that hold the entry at an index and all after it.</summary>
    public static string BatchesFrom(string partition, long index) =>
        $"PartitionKey eq '{Keys.Quote(partition)}' and RowKey gt '{BatchKey(index)}' and RowKey lt 'b~'";

    /// <summary>A filter for the rows of all evidence about a subject.</summary>
    public static string About(string partition, Subject subject) => Keys.RowsWithPrefix(partition, PrefixOf(subject));

    private static string BatchKey(long end) => $"b|{Keys.Number(end)}";

    private static string PartName(int part) => string.Create(CultureInfo.InvariantCulture, $"{Part}{part}");

    private static StewardException Damaged(TableEntity row, string what) =>
        StewardException.Invalid($"Row '{row.RowKey}' of the ledger has {what}; run 'steward ledger verify' on the storage.");
}
