using Steward.Azure.Ledger;
using Steward.Azure.Storage;
using Steward.Cli.Storage;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Merkle;
using Steward.Ledger.Notes;
using Steward.Ledger.Tiles;
using Steward.Ledger.Verification;

namespace Steward.Cli.Commands.Ledger;

/// <summary>What is to be proved, and whose signature the checkpoint must carry.</summary>
/// <param name="Index">The entry.</param>
/// <param name="Size">The tree's size; null: the checkpoint's.</param>
/// <param name="Key">The public key; null: not checked.</param>
internal sealed record ProofRequest(long Index, long? Size, NoteKey? Key);

/// <summary>Where a ledger lies: in a folder, or in storage, where the rows of the table are looked at too.</summary>
/// <param name="Tiles">What was published.</param>
/// <param name="Rows">The table's rows; null for a folder.</param>
/// <param name="Product">The product; null for a folder, which says it itself.</param>
internal sealed record LedgerSource(ITileReader Tiles, LedgerAudit? Rows, ProductId? Product)
{
    private const string StorageScheme = "storage:";

    /// <summary>Opens a source as the user wrote it.</summary>
    public static LedgerSource Open(CliServices services, string source)
    {
        if (!source.StartsWith(StorageScheme, StringComparison.Ordinal)) return OpenFolder(services, source);
        var product = ProductId.Parse(source[StorageScheme.Length..]);
        var storage = Storage(services);
        return new LedgerSource(new BlobTiles(storage, product), new LedgerAudit(storage, product), product);
    }

    /// <summary>The storage account of the environment.</summary>
    public static StorageAccount Storage(CliServices services) => StorageSettings.Open(services, services.Environment("STEWARD_STORAGE_PREFIX"));

    /// <summary>Verifies all that is there.</summary>
    public async Task<LedgerReport> VerifyAsync(NoteKey? key, CancellationToken cancellation)
    {
        var report = await VerifyTilesAsync(key, cancellation);
        if (Rows is null) return report;
        var problems = await Rows.RunAsync(report.Checkpoint, cancellation);
        return report with { Entries = Rows.Size, Problems = [.. report.Problems, .. problems] };
    }

    /// <summary>Proves one entry.</summary>
    public async Task<LedgerAnswer> ProveAsync(ProofRequest request, CancellationToken cancellation)
    {
        var bytes = await Tiles.ReadAsync(TilePath.Checkpoint, cancellation)
            ?? throw StewardException.NotFound("Nothing was published of this ledger yet; ask the running Steward for its checkpoint, then try again.");
        var checkpoint = CheckpointNote.Parse(bytes);
        if (request.Key is { } key && !key.Verifies(SignedNote.Parse(checkpoint.SignedNote)))
            return LedgerAnswer.Of(checkpoint) with { Problems = [new(TilePath.Checkpoint, "It carries no valid signature of the key that was given.")] };
        var size = request.Size ?? checkpoint.Size;
        if (size > checkpoint.Size || request.Index < 0 || request.Index >= size)
            throw StewardException.Invalid($"Entry {request.Index} is not in a tree of {size} entries; {checkpoint.Size} are published.");
        return await ProveAsync(checkpoint, request.Index, size, cancellation);
    }

    private async Task<LedgerAnswer> ProveAsync(Checkpoint checkpoint, long index, long size, CancellationToken cancellation)
    {
        var answer = LedgerAnswer.Of(checkpoint);
        try
        {
            var tree = new PublishedTree(Tiles, checkpoint);
            var proof = await tree.InclusionAsync(index, size, cancellation);
            var leaf = await tree.EntryAsync(index, cancellation);
            var consistency = await tree.ConsistencyAsync(size, checkpoint.Size, cancellation);
            return answer with
            {
                Index = index,
                Size = size,
                RootHash = await tree.RootAsync(size, cancellation),
                LeafHash = TreeHash.Leaf(leaf),
                Entry = LeafData.Read(leaf),
                Proof = proof.Hashes,
                Consistency = consistency.Hashes,
            };
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
        {
            return answer with { Index = index, Problems = [new($"entry {index}", failure.Message)] };
        }
    }

    // Appended entries that nobody has asked a checkpoint for yet are in the rows alone.
    private async Task<LedgerReport> VerifyTilesAsync(NoteKey? key, CancellationToken cancellation) =>
        Rows is not null && await Tiles.ReadAsync(TilePath.Checkpoint, cancellation) is null
            ? new LedgerReport(null, 0, SignatureChecked: false, [])
            : await new LedgerVerifier(Tiles).VerifyAsync(key, Product, cancellation);

    private static LedgerSource OpenFolder(CliServices services, string folder)
    {
        var path = services.PathOf(folder);
        return Directory.Exists(path)
            ? new LedgerSource(new FolderTiles(path), null, null)
            : throw StewardException.Invalid($"There is no folder {folder}. Give a folder that was exported, or storage:owner/name.");
    }
}
