using System.Runtime.CompilerServices;
using Steward.Kernel;
using Steward.Vault.Entries;
using Steward.Vault.Snapshots;

namespace Steward.Vault.Restoring;

/// <summary>Looks into a snapshot without restoring it.</summary>
public static class SnapshotBrowser
{
    private const int BlockBytes = 1 << 20;

    /// <summary>What is in a folder of a snapshot, or the file itself. NotFound when the snapshot has no such path.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="path">The path, '/' between names; empty: the root.</param>
    /// <param name="recursive">True: also what is in the folders below.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async IAsyncEnumerable<Entry> ListAsync(OpenVault vault, Snapshot snapshot, string path, bool recursive, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var wanted = await PlaceAsync(vault, snapshot, path, cancellation);
        var found = wanted.Bytes.IsEmpty;
        await foreach (var entry in new ListingReader(vault.Reader(), snapshot.Listing).ReadAsync(cancellation))
        {
            var isIt = entry.Path == wanted;
            if (isIt && entry.Kind != EntryKind.Directory) yield return entry;
            found |= isIt;
            if (!isIt && IsBelow(entry.Path, wanted, recursive))
            {
                found = true;
                yield return entry;
            }
            else if (found && !isIt && entry.Path.CompareTo(wanted) > 0 && !IsBelow(entry.Path, wanted, true))
            {
                break;
            }
        }

        if (!found) throw NotThere(path);
    }

    /// <summary>Writes the content of a file, holes as zeros. NotFound when the snapshot has no such path, Invalid when it is no file.</summary>
    public static async Task CopyAsync(OpenVault vault, Snapshot snapshot, string path, Stream into, CancellationToken cancellation)
    {
        var reader = vault.Reader();
        var entry = await FindAsync(new ListingReader(reader, snapshot.Listing), await PlaceAsync(vault, snapshot, path, cancellation), cancellation) ?? throw NotThere(path);
        if (entry.Kind == EntryKind.HardLink) entry = await FindAsync(new ListingReader(reader, snapshot.Listing), new EntryPath(entry.Target), cancellation) ?? throw NotThere(path);
        if (entry.Kind != EntryKind.File) throw StewardException.Invalid($"'{Texts.Clip(path, 200)}' is no file in the snapshot{(entry.Kind == EntryKind.SymbolicLink ? $" but a link to '{Texts.Clip(new EntryPath(entry.Target).ToString(), 200)}'" : "")}: 'steward vault ls SNAPSHOT PATH' shows what is there.");
        reader.Expect(entry.Chunks);
        var (places, at) = (new ContentPlaces(entry), 0L);
        foreach (var id in entry.Chunks)
        {
            using var chunk = await reader.RentAsync(id, cancellation);
            for (var rest = chunk.Bytes; !rest.IsEmpty;)
            {
                var (offset, length) = places.Next(rest.Length);
                await ZerosAsync(into, offset - at, cancellation);
                await into.WriteAsync(rest[..length], cancellation);
                (at, rest) = (offset + length, rest[length..]);
            }
        }

        places.End();
        await ZerosAsync(into, entry.Size - at, cancellation);
        await into.FlushAsync(cancellation);
    }

    private static async Task<Entry?> FindAsync(ListingReader listing, EntryPath path, CancellationToken cancellation)
    {
        await foreach (var entry in listing.ReadAsync(cancellation))
        {
            var order = entry.Path.CompareTo(path);
            if (order == 0) return entry;
            if (order > 0) return null;
        }

        return null;
    }

    private static async Task ZerosAsync(Stream into, long count, CancellationToken cancellation)
    {
        var zeros = count == 0 ? [] : new byte[Math.Min(count, BlockBytes)];
        for (; count > 0; count -= Math.Min(count, zeros.Length)) await into.WriteAsync(zeros.AsMemory(0, (int)Math.Min(count, zeros.Length)), cancellation);
    }

    private static bool IsBelow(EntryPath path, EntryPath folder, bool recursive)
    {
        var bytes = path.Bytes.Span;
        var above = folder.Bytes.Span;
        if (above.Length > 0 && (bytes.Length <= above.Length || bytes[above.Length] != '/' || !bytes.StartsWith(above))) return false;
        var rest = above.Length == 0 ? bytes : bytes[(above.Length + 1)..];
        return !rest.IsEmpty && (recursive || !rest.Contains((byte)'/'));
    }

    // Names need not be UTF-8, but what a person can give is: such a name is meant by how it is shown, with U+FFFD, as long as that means one alone.
    private static async Task<EntryPath> PlaceAsync(OpenVault vault, Snapshot snapshot, string path, CancellationToken cancellation)
    {
        var wanted = PathOf(path);
        if (!path.Contains('\uFFFD', StringComparison.Ordinal)) return wanted;
        var shown = wanted.ToString();
        var alike = await new ListingReader(vault.Reader(), snapshot.Listing).ReadAsync(cancellation).Where(e => e.Path.ToString() == shown).Select(e => e.Path).Take(2).ToListAsync(cancellation);
        return alike.Count < 2 ? alike.SingleOrDefault(wanted)
            : throw StewardException.Invalid($"'{Texts.Clip(shown, 200)}' may be one of several names that are no UTF-8: restore the folder that they are in.");
    }

    private static EntryPath PathOf(string path) => EntryPath.Checked(System.Text.Encoding.UTF8.GetBytes(path.Trim('/') is "." ? "" : path.Trim('/')));

    private static StewardException NotThere(string path) => StewardException.NotFound($"The snapshot has no '{Texts.Clip(path, 200)}'. 'steward vault ls SNAPSHOT' shows what it has.");
}
