using System.Runtime.CompilerServices;
using Steward.Kernel;
using Steward.Vault.Sources.Contents;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Databases.MySql;

/// <summary>Databases of a MySQL or MariaDB server: one dump as SQL, <c>dump.sql</c>, of one transaction.</summary>
/// <param name="place">The server.</param>
/// <param name="database">One database; null: all.</param>
/// <param name="time">The clock.</param>
public sealed class MySqlSource(MySqlPlace place, string? database, TimeProvider time) : IBackupSource
{
    /// <summary>The dump's name in the snapshot.</summary>
    internal const string FileName = "dump.sql";

    private const string ServerVersion = "-- Server version";
    private readonly Dictionary<string, string> _details = [];

    /// <inheritdoc/>
    public string Kind => "mysql";

    /// <inheritdoc/>
    public IReadOnlyList<string> Paths { get; } = [database is null ? $"{place}" : $"{place}/{database}"];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Details => _details;

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceEntry> EntriesAsync(SourceProblems problems, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var version = new ProgramStart(MySqlDump.ProgramOf(place), ["--version"]) { Package = "mariadb-client" };
        _details["clientVersion"] = Texts.Clip((await ProgramRun.SucceedAsync(version, "telling its version", cancellation)).Text, 200);
        yield return SourceEntries.File(FileName, time.GetUtcNow(), () => MySqlDump.Open(place, database, Describe, cancellation));
    }

    private void Describe(string header)
    {
        var line = header.Split('\n').FirstOrDefault(l => l.StartsWith(ServerVersion, StringComparison.Ordinal));
        if (line is not null) _details["serverVersion"] = Texts.Clip(line[ServerVersion.Length..].Trim(), 100);
    }
}
