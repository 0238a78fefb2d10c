using Steward.Kernel;
using Steward.Vault.Chunks;
using Steward.Vault.Entries;
using Steward.Vault.Restoring;
using Steward.Vault.Snapshots;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Folders;

namespace Steward.Vault.Drills;

/// <summary>
/// Holds a restored folder against a snapshot's listing: both are sorted alike and read side by side. Contents by the ids of their chunks, which are keyed digests of
/// every byte; and all that the listing says of an entry beside them.
/// </summary>
internal sealed class FolderComparison(OpenVault vault, Snapshot snapshot, DrillFindings findings)
{
    private long _files, _entries, _bytes;

    /// <summary>Compares.</summary>
    public async Task RunAsync(string folder, CancellationToken cancellation)
    {
        var (reader, problems) = (vault.Reader(), new SourceProblems());
        await using var wanted = new ListingReader(reader, snapshot.Listing).ReadAsync(cancellation).GetAsyncEnumerator(cancellation);
        await using var found = FolderSource.Open(new FolderOptions { Paths = [folder] }).EntriesAsync(problems, cancellation).GetAsyncEnumerator(cancellation);
        var (a, b) = (await NextAsync(wanted), await NextAsync(found));
        while (a is not null || b is not null)
        {
            var order = a is null ? 1 : b is null ? -1 : a.Path.CompareTo(b.Entry.Path);
            if (order == 0) Compare(reader, a!, b!);
            else if (order < 0) findings.Different($"'{a!.Path}' is missing.");
            // The target itself, where the snapshot says nothing of its root.
            else if (!b!.Entry.Path.Bytes.IsEmpty) findings.Different($"'{b.Entry.Path}' is there and should not be.");
            if (order <= 0) a = await NextAsync(wanted);
            if (order >= 0) b = await NextAsync(found);
        }

        findings.Different(problems.Told);
        findings.Counted("entries", _entries);
        findings.Counted("files byte by byte", _files);
        findings.Counted("bytes", _bytes);
    }

    private static async ValueTask<T?> NextAsync<T>(IAsyncEnumerator<T> of)
        where T : class => await of.MoveNextAsync() ? of.Current : null;

    private void Compare(IChunkReader reader, Entry wanted, SourceEntry found)
    {
        _entries++;
        if (EntryDifferences.Of(wanted, found.Entry) is { Length: > 0 } differences) findings.Different($"'{Texts.Clip($"{wanted.Path}", 300)}' has other {differences}.");
        if (wanted.Kind != EntryKind.File || found.Entry.Kind != EntryKind.File) return;
        _files++;
        _bytes += wanted.Size;
        if (!HasSameContent(reader, wanted, found)) findings.Different($"'{Texts.Clip($"{wanted.Path}", 300)}' does not hold what the snapshot holds.");
    }

    private bool HasSameContent(IChunkReader reader, Entry wanted, SourceEntry found)
    {
        if (found.Open is null) return wanted.Size == 0;
        try
        {
            using var content = found.Open();
            return new ContentComparison(vault, reader).IsSame(content, wanted);
        }
        catch (IOException failure)
        {
            findings.Different($"'{wanted.Path}': {failure.Message}");
            return false;
        }
    }
}
