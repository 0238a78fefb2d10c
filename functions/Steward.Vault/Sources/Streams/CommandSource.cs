using System.Runtime.CompilerServices;
using Steward.Vault.Sources.Contents;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Streams;

/// <summary>
/// What a command prints: one file. Its exit code counts, and that of every part of a pipe. The command itself stands nowhere in the vault, since it
/// may hold secrets; the file's name tells what it is.
/// </summary>
/// <param name="command">The command, for a shell.</param>
/// <param name="name">The file's name in the snapshot.</param>
/// <param name="time">The clock.</param>
public sealed class CommandSource(string command, string name, TimeProvider time) : IBackupSource
{
    /// <inheritdoc/>
    public string Kind => "command";

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
        yield return SourceEntries.File(name, now, () => Open(cancellation));
    }

    private ProgramContent Open(CancellationToken cancellation)
    {
        var program = RunningProgram.Start(Shell.Of(command), cancellation);
        program.Input.Close();
        return new ProgramContent(program, $"the command for '{name}'");
    }
}
