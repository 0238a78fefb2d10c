using System.Buffers.Binary;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Code;

/// <summary>
/// The newest evidence of each processor about each blob, folded out of a ledger from its beginning: so no file is asked for one by one, and what was
/// folded once is kept. As bytes: the version, the number of entries folded, the kinds, and per blob its sha and a number a kind.
/// </summary>
/// <param name="kinds">The kinds of evidence, one a processor.</param>
public sealed class ProcessedBlobs(IReadOnlyList<string> kinds)
{
    /// <summary>The kind of evidence that a saved fold is the payload of; its subject is <see cref="Place"/>.</summary>
    public const string Kind = "code.indexed";

    private const uint Version = 0x53504231; // "SPB1"
    private const int MaxKinds = 50;

    // Index and outcome in one number: index << 2 | outcome; -1: none.
    private readonly Dictionary<CommitSha, long[]> _blobs = [];
    private readonly Dictionary<string, int> _columns = kinds.Select((k, i) => (k, i)).ToDictionary(p => p.k, p => p.i, StringComparer.Ordinal);

    /// <summary>What the evidence about saved folds is about.</summary>
    public static Subject Place { get; } = new("index", "code");

    /// <summary>How many entries of the ledger were folded.</summary>
    public long Size { get; private set; }

    /// <summary>How many blobs are known.</summary>
    public int Count => _blobs.Count;

    /// <summary>Takes in the next entry of the ledger.</summary>
    public void Take(LedgerEntry entry)
    {
        Size = entry.Index + 1;
        var evidence = entry.Evidence;
        if (evidence.Subject.Kind != "blob" || !_columns.TryGetValue(evidence.Kind, out var column) || !CommitSha.TryParse(evidence.Subject.Id, out var blob)) return;
        if (!_blobs.TryGetValue(blob, out var row)) Array.Fill(_blobs[blob] = row = new long[kinds.Count], -1L);
        // A scan that could not be made says nothing against one that was.
        if (evidence.Outcome == EvidenceOutcome.Error && row[column] >= 0) return;
        row[column] = (entry.Index << 2) | (long)evidence.Outcome;
    }

    /// <summary>The newest evidence of a kind about a blob that says something; null when there is none.</summary>
    public (long Index, EvidenceOutcome Outcome)? Find(CommitSha blob, int column) =>
        _blobs.TryGetValue(blob, out var row) && row[column] >= 0 && (EvidenceOutcome)(row[column] & 3) is var outcome and not EvidenceOutcome.Error
            ? (row[column] >> 2, outcome)
            : null;

    /// <summary>As bytes.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Version);
        writer.Write(Size);
        writer.Write(kinds.Count);
        foreach (var kind in kinds) writer.Write(kind);
        writer.Write(_blobs.Count);
        foreach (var (blob, row) in _blobs)
        {
            var sha = Convert.FromHexString(blob.ToString());
            writer.Write((byte)sha.Length);
            writer.Write(sha);
            foreach (var number in row) writer.Write(number);
        }

        return stream.ToArray();
    }

    /// <summary>Reads <see cref="ToBytes"/>; null where the bytes are of another version or of other kinds, and the fold begins anew.</summary>
    public static ProcessedBlobs? TryRead(byte[] bytes, IReadOnlyList<string> kinds)
    {
        if (bytes.Length < sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Version) return null;
        using var reader = new BinaryReader(new MemoryStream(bytes));
        reader.ReadUInt32();
        var read = new ProcessedBlobs(kinds) { Size = reader.ReadInt64() };
        var count = reader.ReadInt32();
        if (count != kinds.Count || count > MaxKinds || kinds.Any(kind => reader.ReadString() != kind)) return null;
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var blob = CommitSha.Parse(Convert.ToHexStringLower(reader.ReadBytes(reader.ReadByte())));
            var row = read._blobs[blob] = new long[count];
            for (var i = 0; i < count; i++) row[i] = reader.ReadInt64();
        }

        return read;
    }
}
