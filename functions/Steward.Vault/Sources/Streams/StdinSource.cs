using System.Runtime.CompilerServices;
using Steward.Vault.Sources.Contents;

namespace Steward.Vault.Sources.Streams;

/// <summary>
/// What is written into Steward by another program: one file. Whether that program succeeded cannot be seen from here, so an empty stream is refused;
/// <see cref="CommandSource"/> sees the exit code too and is the better choice.
/// </summary>
/// <param name="stream">The stream.</param>
/// <param name="name">The file's name in the snapshot.</param>
/// <param name="time">The clock.</param>
public sealed class StdinSource(Stream stream, string name, TimeProvider time) : IBackupSource
{
    /// <inheritdoc/>
    public string Kind => "stdin";

    /// <inheritdoc/>
    public IReadOnlyList<string> Paths { get; } = [name];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Details { get; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceEntry> EntriesAsync(SourceProblems problems, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        var now = time.GetUtcNow();
        foreach (var folder in SourceEntries.Above(name, [], now)) yield return folder;
        yield return SourceEntries.File(name, now, () => new OpenStream(stream, "The standard input", mayBeEmpty: false));
    }
}
