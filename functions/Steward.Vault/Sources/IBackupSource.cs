using Steward.Vault.Entries;

namespace Steward.Vault.Sources;

/// <summary>Something that can be backed up: a folder, a database, a repository. One class each.</summary>
public interface IBackupSource
{
    /// <summary>Its kind, one word: it stands in the snapshot.</summary>
    string Kind { get; }

    /// <summary>What is backed up, for people, without secrets: stands in the snapshot and decides which snapshot is its parent.</summary>
    IReadOnlyList<string> Paths { get; }

    /// <summary>
    /// The entries in the order of <see cref="EntryPath"/>. What cannot be read is told to <paramref name="problems"/>, and the backup goes on;
    /// what makes the whole worthless (a dump that failed) is an exception, and there is no snapshot then.
    /// </summary>
    IAsyncEnumerable<SourceEntry> EntriesAsync(SourceProblems problems, CancellationToken cancellation);

    /// <summary>What the snapshot has to say beside the entries; asked for after the last entry.</summary>
    IReadOnlyDictionary<string, string> Details { get; }
}

/// <summary>An entry whose content has not been read.</summary>
/// <param name="Entry">The entry, without chunks.</param>
/// <param name="Open">
/// Opens the content, for files only; null for empty ones. Called at most once, perhaps on another thread and later than the next entries were asked for, or
/// not at all when the entry is unchanged. An I/O error in it is a problem of that entry.
/// </param>
public sealed record SourceEntry(Entry Entry, Func<IContent>? Open);

/// <summary>The content of a file while it is read.</summary>
public interface IContent : IDisposable
{
    /// <summary>Reads on; 0 at the end. Holes that <see cref="Holes"/> names are left out.</summary>
    int Read(Span<byte> into);

    /// <summary>The holes, known at the latest after the end.</summary>
    IReadOnlyList<Hole> Holes { get; }

    /// <summary>After the end: what to say when the file changed while it was read; null when it did not.</summary>
    string? Changed { get; }

    /// <summary>After the end: the entry as it is now, where length or attributes are known only then (streams).</summary>
    Entry Complete(Entry entry);
}

/// <summary>Collects what went wrong without ending the backup.</summary>
public sealed class SourceProblems
{
    private const int Max = 1_000;
    private readonly Lock _lock = new();
    private readonly List<string> _told = [];
    private long _more, _count;

    /// <summary>The sentences, at most 1,000, then how many more there were.</summary>
    public IReadOnlyList<string> Told
    {
        get
        {
            lock (_lock) return _more == 0 ? [.. _told] : [.. _told, $"... and {_more} more"];
        }
    }

    /// <summary>How many there are, without notes: 0 says that the backup is complete.</summary>
    public long Count
    {
        get
        {
            lock (_lock) return _count;
        }
    }

    /// <summary>Tells of one.</summary>
    public void Add(string sentence)
    {
        lock (_lock)
        {
            _count++;
            Tell(sentence);
        }
    }

    /// <summary>Tells of what people should know and what is no loss: a socket, that nobody can back up.</summary>
    public void Note(string sentence)
    {
        lock (_lock) Tell(sentence);
    }

    private void Tell(string sentence)
    {
        if (_told.Count < Max) _told.Add(sentence);
        else _more++;
    }
}
