using System.Runtime.CompilerServices;
using Steward.Vault.Entries;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Folders;
using Steward.VaultTests.Kit;
using Xunit;

namespace Steward.VaultTests.Backing;

public sealed class ChangingFilesTests
{
    [Theory]
    [InlineData("grows", "and is")]
    [InlineData("shrinks", "long and")]
    [InlineData("is written over", "was written to")]
    public async Task A_file_that_changes_while_it_is_read_is_told_and_read_again_next_time(string how, string told)
    {
        await using var place = await BackupPlace.CreateAsync();
        var file = Path.Combine(place.Source, "log");
        await File.WriteAllBytesAsync(file, new byte[3_000_000]);
        await place.TickAsync();
        var source = new Meddling(FolderSource.Open(new FolderOptions { Paths = [place.Source] }), () => Change(file, how));
        var first = await place.BackUpAsync(source);
        Assert.Equal(1, first.Problems);
        Assert.Contains(told, Assert.Single(first.Snapshot.Snapshot.Problems), StringComparison.Ordinal);
        await place.TickAsync();
        var second = await place.BackUpAsync();
        Assert.Equal((1, 0), (second.FilesRead, second.Problems));
        Assert.Empty((await place.RestoreAsync(first.Snapshot)).Problems);
        await place.RestoreAsync(second.Snapshot, target: place.Target + "2");
        Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(place.Target + "2/log"));
    }

    [Fact]
    public async Task A_file_that_goes_away_before_it_is_read_is_a_problem_of_its_own_and_of_its_other_names()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write("a", "first name");
        place.Write("z", "stays");
        await BackupPlace.ShellAsync(place.Source, "ln a b");
        var outcome = await place.BackUpAsync(new Vanishing(FolderSource.Open(new FolderOptions { Paths = [place.Source] })));
        Assert.Equal(2, outcome.Problems);
        Assert.Equal(1, outcome.Snapshot.Snapshot.Totals.Files);
        Assert.Equal(0, (await place.RestoreAsync(outcome.Snapshot)).Failed);
        Assert.Equal(["z"], Directory.GetFiles(place.Target).Select(Path.GetFileName));
    }

    private static void Change(string file, string how)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (how == "shrinks") open.SetLength(1_000_000);
        else open.Position = how == "grows" ? open.Length : 0;
        if (how != "shrinks") open.Write("other"u8);
    }

    private sealed class Vanishing(IBackupSource inner) : Decorated(inner)
    {
        protected override Func<IContent>? Opened(SourceEntry entry) => entry.Entry.Path == EntryPath.Of("a") ? () => throw new IOException("gone") : entry.Open;
    }

    private sealed class Meddling(IBackupSource inner, Action meddle) : Decorated(inner)
    {
        protected override Func<IContent>? Opened(SourceEntry entry) => entry.Open is null ? null : () => new Content(entry.Open(), meddle);

        private sealed class Content(IContent inner, Action meddle) : IContent
        {
            private bool _done;

            public IReadOnlyList<Hole> Holes => inner.Holes;

            public string? Changed => inner.Changed;

            public int Read(Span<byte> into)
            {
                var read = inner.Read(into);
                if (!_done) meddle();
                _done = true;
                return read;
            }

            public Entry Complete(Entry entry) => inner.Complete(entry);

            public void Dispose() => inner.Dispose();
        }
    }

    private abstract class Decorated(IBackupSource inner) : IBackupSource
    {
        public string Kind => inner.Kind;

        public IReadOnlyList<string> Paths => inner.Paths;

        public IReadOnlyDictionary<string, string> Details => inner.Details;

        public async IAsyncEnumerable<SourceEntry> EntriesAsync(SourceProblems problems, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await foreach (var entry in inner.EntriesAsync(problems, cancellation)) yield return entry with { Open = Opened(entry) };
        }

        protected abstract Func<IContent>? Opened(SourceEntry entry);
    }
}
