using System.Text;
using Steward.Kernel;
using Steward.Vault.Sources.Databases.Moments;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Databases.Sqlite;

/// <summary>Runs <c>sqlite3</c> on a file, which is only read.</summary>
internal static class SqliteProgram
{
    // Tables with their contents; a virtual table's content is in others.
    private const string Tables = "SELECT json_quote(name) FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name;";
    private const string Objects = "SELECT json_object('kind', 'objects', 'name', CASE type WHEN 'index' THEN 'indexes' ELSE type || 's' END, 'count', count(*), 'sum', '') FROM sqlite_master WHERE type <> 'table' GROUP BY type ORDER BY type;";

    /// <summary>The version of the program.</summary>
    public static async Task<string> VersionAsync(CancellationToken cancellation) =>
        (await ProgramRun.SucceedAsync(new ProgramStart("sqlite3", ["--version"]) { Package = "sqlite3" }, "telling its version", cancellation)).Text.Split(' ')[0];

    /// <summary>Copies a database while others write into it (SQLite's online backup), and checks the copy.</summary>
    public static async Task CopyAsync(string file, string copy, CancellationToken cancellation)
    {
        var path = copy.Replace("'", "''", StringComparison.Ordinal);
        await AskAsync(file, $".timeout 60000\n.backup '{path}'\n", $"the copy of '{Texts.Clip(file, 200)}'", cancellation);
        await CheckAsync(copy, cancellation);
    }

    /// <summary>Invalid when SQLite finds the file damaged.</summary>
    public static async Task CheckAsync(string file, CancellationToken cancellation)
    {
        var said = await AskAsync(file, "PRAGMA integrity_check(5);\n", "the integrity check", cancellation);
        if (said is not ["ok"]) throw StewardException.Invalid($"The database is damaged, says SQLite's integrity check: {Texts.Clip(string.Join("; ", said), 400)}");
    }

    /// <summary>What the database holds: rows of each table, and the SHA-3 of all in the order of their keys.</summary>
    public static async Task<IReadOnlyList<MomentLine>> MeasureAsync(string file, CancellationToken cancellation)
    {
        var script = new StringBuilder();
        foreach (var quoted in await AskAsync(file, Tables, "the list of tables", cancellation))
        {
            var name = Json.Read<string>(quoted);
            var query = Literal($"SELECT * FROM {Identifier(name)}");
            script.Append($"SELECT json_object('kind', 'table', 'name', {Literal(name)}, 'count', count(*), 'sum', lower(hex(sha3_query({query}, 256)))) FROM {Identifier(name)};\n");
        }

        var lines = await AskAsync(file, Objects + "\n" + script, "the measuring of its tables", cancellation);
        return [.. lines.Select(Moment.Read1)];
    }

    private static async Task<string[]> AskAsync(string file, string script, string what, CancellationToken cancellation)
    {
        var start = new ProgramStart("sqlite3", ["-batch", "-bail", "-readonly", "-init", "/dev/null", Path.GetFullPath(file)]) { Package = "sqlite3" };
        return (await ProgramRun.SucceedAsync(start, what, cancellation, Encoding.UTF8.GetBytes(script))).Lines;
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
