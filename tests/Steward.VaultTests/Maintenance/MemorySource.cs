using Steward.Vault.Entries;
using Steward.Vault.Sources;

namespace Steward.VaultTests.Maintenance;

/// <summary>Files that are bytes of the test's: each backup sees what there is then.</summary>
internal sealed class MemorySource(string name = "/data") : IBackupSource
{
    public SortedDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>What happens elsewhere while it is read: before the first file.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    public string Kind => "folder";

    public IReadOnlyList<string> Paths { get; } = [name];

    public IReadOnlyDictionary<string, string> Details => new Dictionary<string, string>();

    public async IAsyncEnumerable<SourceEntry> EntriesAsync(SourceProblems problems, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await Meanwhile();
        foreach (var (path, bytes) in Files)
        {
            var entry = new Entry { Path = EntryPath.Of(path), Kind = EntryKind.File, Size = bytes.Length, Modified = bytes.Length, Mode = 0x1A4 };
            yield return new SourceEntry(entry, bytes.Length == 0 ? null : () => new Content(bytes));
        }
    }

    private sealed class Content(byte[] bytes) : IContent
    {
        private int _at;

        public IReadOnlyList<Hole> Holes => [];

        public string? Changed => null;

        public int Read(Span<byte> into)
        {
            var length = Math.Min(into.Length, bytes.Length - _at);
            bytes.AsSpan(_at, length).CopyTo(into);
            _at += length;
            return length;
        }

        public Entry Complete(Entry entry) => entry;

        public void Dispose()
        {
        }
    }
}
