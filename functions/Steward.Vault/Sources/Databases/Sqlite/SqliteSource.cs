using System.Runtime.CompilerServices;
using Steward.Kernel;
using Steward.Vault.Sources.Contents;
using Steward.Vault.Sources.Databases.Moments;

namespace Steward.Vault.Sources.Databases.Sqlite;

/// <summary>One SQLite database: a consistent copy, made while others may write, checked before it counts; <c>moment.jsonl</c> stands beside it.</summary>
/// <param name="file">The database's file.</param>
/// <param name="time">The clock.</param>
public sealed class SqliteSource(string file, TimeProvider time) : IBackupSource
{
    /// <summary>The copy's name in the snapshot.</summary>
    internal const string FileName = "database.sqlite";

    private readonly Dictionary<string, string> _details = [];

    /// <inheritdoc/>
    public string Kind => "sqlite";

    /// <inheritdoc/>
    public IReadOnlyList<string> Paths { get; } = [Path.GetFullPath(file)];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Details => _details;

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceEntry> EntriesAsync(SourceProblems problems, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // The program would make a file that is not there.
        if (!File.Exists(file)) throw StewardException.NotFound($"There is no database at '{Texts.Clip(file, 200)}'.");
        _details["sqliteVersion"] = await SqliteProgram.VersionAsync(cancellation);
        _details["file"] = Path.GetFileName(file);
        var now = time.GetUtcNow();
        var known = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellation.Register(() => known.TrySetCanceled(cancellation));
        yield return SourceEntries.File(FileName, now, () => Open(known, cancellation));
        yield return SourceEntries.File(Moment.FileName, now, () => new MomentContent(known.Task));
    }

    private MeasuredDump Open(TaskCompletionSource<byte[]> known, CancellationToken cancellation)
    {
        var folder = new TemporaryFolder();
        try
        {
            var copy = folder.PathOf(FileName);
            SqliteProgram.CopyAsync(file, copy, cancellation).GetAwaiter().GetResult();
            var measuring = Task.Run(async () => Moment.Write(await SqliteProgram.MeasureAsync(copy, cancellation)), CancellationToken.None);
            return new MeasuredDump(new OpenStream(File.OpenRead(copy), $"The copy of '{file}'"), measuring, known, folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }
}
