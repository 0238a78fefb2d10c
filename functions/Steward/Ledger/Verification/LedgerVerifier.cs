using Steward.Kernel;
using Steward.Ledger.Notes;
using Steward.Ledger.Tiles;

namespace Steward.Ledger.Verification;

/// <summary>
/// Verifies a published ledger from nothing but its bytes: recomputes every leaf, every tile and the root from the entries, and compares. Needs
/// no trust in whoever published it, only the public key.
/// </summary>
/// <param name="reader">The published ledger.</param>
public sealed class LedgerVerifier(ITileReader reader)
{
    private readonly List<LedgerProblem> _problems = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Verifies everything up to the checkpoint. Throws NotFound when there is no ledger at all.</summary>
    /// <param name="key">The public key whose signature the checkpoint must carry; null: signatures are not checked.</param>
    /// <param name="product">The product whose ledger it must be; null: whichever it says.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task<LedgerReport> VerifyAsync(NoteKey? key, ProductId? product, CancellationToken cancellation)
    {
        var bytes = await reader.ReadAsync(TilePath.Checkpoint, cancellation)
            ?? throw StewardException.NotFound("There is no checkpoint here, so this is no ledger that was published.");
        if (Attempt(TilePath.Checkpoint, () => CheckpointNote.Parse(bytes)) is not { } checkpoint)
            return new LedgerReport(null, 0, SignatureChecked: false, _problems);
        CheckHead(checkpoint, key, product);
        var builder = await RebuildAsync(checkpoint.Size, cancellation);
        if (_problems.Count == 0 && !builder.Root.AsSpan().SequenceEqual(checkpoint.RootHash))
            Report(TilePath.Checkpoint, "Its root hash is not that of the entries.");
        return new LedgerReport(checkpoint, builder.Size, key is not null, _problems);
    }

    private void CheckHead(Checkpoint checkpoint, NoteKey? key, ProductId? product)
    {
        if (key is not null && !key.Verifies(SignedNote.Parse(checkpoint.SignedNote)))
            Report(TilePath.Checkpoint, "It carries no valid signature of the key that was given.");
        if (product is { } wanted && checkpoint.Origin != CheckpointNote.OriginOf(wanted))
            Report(TilePath.Checkpoint, $"It is of '{Texts.Clip(checkpoint.Origin, 120)}' and not of '{CheckpointNote.OriginOf(wanted)}'.");
    }

    private async Task<TileBuilder> RebuildAsync(long size, CancellationToken cancellation)
    {
        var builder = new TileBuilder();
        for (var index = 0L; builder.Size < size; index++)
        {
            var path = TileLayout.At(TilePath.Entries, index, size);
            if (await BundleAsync(path, cancellation) is not { } entries) return builder;
            foreach (var entry in entries) await AppendAsync(builder, entry, cancellation);
        }

        foreach (var tile in builder.Partial()) await CompareAsync(tile, cancellation);
        return builder;
    }

    private async Task<IReadOnlyList<byte[]>?> BundleAsync(TilePath path, CancellationToken cancellation)
    {
        var bytes = await reader.ReadAsync(path.ToString(), cancellation);
        if (bytes is not null) return Attempt(path.ToString(), () => EntryBundle.Unpack(bytes, path.Width));
        Report(path.ToString(), "It is missing.");
        return null;
    }

    private async Task AppendAsync(TileBuilder builder, byte[] entry, CancellationToken cancellation)
    {
        var where = $"entry {builder.Size}";
        if (Attempt(where, () => LeafData.Read(entry)) is { } evidence && !_ids.Add($"{evidence.Id} {evidence.Subject}"))
            Report(where, $"The id {evidence.Id} is in the ledger more than once.");
        foreach (var tile in builder.Append(entry)) await CompareAsync(tile, cancellation);
    }

    private async Task CompareAsync(Tile tile, CancellationToken cancellation)
    {
        // The bundle is what everything else is computed from.
        if (tile.Path.Level == TilePath.Entries) return;
        var found = await reader.ReadAsync(tile.Path.ToString(), cancellation);
        if (found is null) Report(tile.Path.ToString(), "It is missing.");
        else if (!found.AsSpan().SequenceEqual(tile.Bytes)) Report(tile.Path.ToString(), Difference(tile, found));
    }

    private static string Difference(Tile tile, byte[] found)
    {
        if (found.Length != tile.Bytes.Length) return $"It has {found.Length} bytes instead of {tile.Bytes.Length}.";
        var hash = found.AsSpan().CommonPrefixLength(tile.Bytes) / Merkle.TreeHash.Length;
        var first = ((tile.Path.Index * TilePath.FullWidth) + hash) << (TilePath.Height * tile.Path.Level);
        return tile.Path.Level == 0
            ? $"Its hash {hash} is not that of entry {first}."
            : $"Its hash {hash} is not that of the entries from {first}.";
    }

    private T? Attempt<T>(string where, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
        {
            Report(where, failure.Message);
            return null;
        }
    }

    private void Report(string where, string message)
    {
        if (_problems.Count < LedgerReport.MaxProblems) _problems.Add(new LedgerProblem(where, message));
    }
}
