using System.Diagnostics;
using System.Text;
using Steward.Kernel;
using Steward.Vault.Sources.Databases.Sqlite;
using Xunit;

namespace Steward.VaultTests.Sources;

public sealed class SqliteSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-sqlite-test-").FullName;

    private string Database => Path.Combine(_folder, "app's.db");

    [Fact]
    public async Task A_database_is_copied_whole_with_what_its_tables_hold()
    {
        await SqlAsync("""CREATE TABLE "it's" (id INTEGER PRIMARY KEY, x BLOB); CREATE TABLE w (k TEXT PRIMARY KEY) WITHOUT ROWID; CREATE VIEW v AS SELECT 1; INSERT INTO w VALUES ('a'); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO "it's" SELECT i, randomblob(100) FROM n;""");
        var source = new SqliteSource(Database, TimeProvider.System);
        var read = await ReadSource.AllAsync(source);
        var moment = Encoding.UTF8.GetString(read.Contents["moment.jsonl"]);
        Assert.Matches("""\{"kind":"table","name":"it's","count":5000,"sum":"[0-9a-f]{64}"\}""", moment);
        Assert.Contains("""{"kind":"objects","name":"views","count":1,"sum":""}""", moment, StringComparison.Ordinal);
        var restored = read.WriteTo(Directory.CreateDirectory(Path.Combine(_folder, "restored")).FullName);
        Assert.Equal("5000", await SqlAsync("SELECT count(*) FROM \"it's\"", Path.Combine(restored, "database.sqlite")));
        Assert.Equal("app's.db", source.Details["file"]);
    }

    [Fact]
    public async Task A_transaction_that_is_open_elsewhere_is_not_in_the_copy_and_does_not_hinder_it()
    {
        await SqlAsync("PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1);");
        using var other = Process.Start(new ProcessStartInfo("sqlite3", ["-batch", Database]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await other.StandardInput.WriteLineAsync("BEGIN; INSERT INTO t VALUES (2); SELECT 'begun';");
        await other.StandardInput.FlushAsync();
        Assert.Equal("begun", await other.StandardOutput.ReadLineAsync());
        var read = await ReadSource.AllAsync(new SqliteSource(Database, TimeProvider.System));
        Assert.Contains("\"name\":\"t\",\"count\":1,", Encoding.UTF8.GetString(read.Contents["moment.jsonl"]), StringComparison.Ordinal);
        other.StandardInput.Close();
        await other.WaitForExitAsync();
    }

    [Fact]
    public async Task A_damaged_database_is_no_backup()
    {
        await SqlAsync("CREATE TABLE t (x); CREATE INDEX i ON t (x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO t SELECT i FROM n;");
        var bytes = await File.ReadAllBytesAsync(Database);
        Array.Fill(bytes, (byte)0x5A, 8 * 4096, 4096);
        await File.WriteAllBytesAsync(Database, bytes);
        var failure = await Assert.ThrowsAsync<StewardException>(() => ReadSource.AllAsync(new SqliteSource(Database, TimeProvider.System)));
        Assert.Matches("integrity check|malformed", failure.Message);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_made()
    {
        var failure = await Assert.ThrowsAsync<StewardException>(() => ReadSource.AllAsync(new SqliteSource(Database, TimeProvider.System)));
        Assert.Equal(FailureKind.NotFound, failure.Kind);
        Assert.False(File.Exists(Database));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> SqlAsync(string sql, string? file = null)
    {
        using var process = Process.Start(new ProcessStartInfo("sqlite3", ["-batch", "-bail", file ?? Database, sql]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return said.Trim();
    }
}
