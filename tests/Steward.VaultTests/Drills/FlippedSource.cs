using System.Runtime.CompilerServices;
using System.Text;
using Steward.Vault.Entries;
using Steward.Vault.Sources;
using Xunit;

namespace Steward.VaultTests.Drills;

/// <summary>A source one of whose files is not what it should be: a text in it is another one of the same length.</summary>
internal sealed class FlippedSource(IBackupSource inner, string file, string from, string to) : IBackupSource
{
    public string Kind => inner.Kind;

    public IReadOnlyList<string> Paths => inner.Paths;

    public IReadOnlyDictionary<string, string> Details => inner.Details;

    public async IAsyncEnumerable<SourceEntry> EntriesAsync(SourceProblems problems, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var entry in inner.EntriesAsync(problems, cancellation))
            yield return $"{entry.Entry.Path}".EndsWith(file, StringComparison.Ordinal) ? entry with { Open = () => new Flipped(entry.Open!(), from, to) } : entry;
    }

    private sealed class Flipped(IContent inner, string from, string to) : IContent
    {
        private MemoryStream? _all;

        public IReadOnlyList<Hole> Holes => [];

        public string? Changed => null;

        public int Read(Span<byte> into) => (_all ??= All()).Read(into);

        public Entry Complete(Entry entry) => inner.Complete(entry);

        public void Dispose() => inner.Dispose();

        private MemoryStream All()
        {
            var (all, part) = (new MemoryStream(), new byte[1 << 20]);
            for (int read; (read = inner.Read(part)) > 0;) all.Write(part, 0, read);
            var bytes = all.ToArray();
            var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(from));
            Assert.True(at >= 0, $"'{from}' is not in {bytes.Length} bytes");
            Encoding.UTF8.GetBytes(to, bytes.AsSpan(at));
            return new MemoryStream(bytes);
        }
    }
}
