using Steward.TestKit.Databases;
using Steward.TestKit.Git;
using Steward.Vault.Drills;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Databases.MySql;
using Steward.Vault.Sources.Databases.Sqlite;
using Steward.Vault.Sources.Folders;
using Steward.Vault.Sources.Git;
using Steward.Vault.Sources.Streams;
using Steward.Vault.Sources.Workplaces;
using Steward.VaultTests.Kit;
using Steward.VaultTests.Sources;
using Xunit;
using GitProgram = Steward.TestKit.Git.GitProgram;

namespace Steward.VaultTests.Drills;

public sealed class DrillTests
{
    [Fact]
    public async Task A_folder_is_restored_and_every_byte_and_attribute_compared()
    {
        await using var vault = await ScratchVault.CreateAsync();
        var folder = vault.Folder("data");
        await File.WriteAllTextAsync(Path.Combine(folder, "a.txt"), "some words");
        await File.WriteAllBytesAsync(Path.Combine(folder, "large.bin"), new byte[5_000_000]);
        File.CreateSymbolicLink(Path.Combine(folder, "link"), "a.txt");
        if (!OperatingSystem.IsWindows()) Directory.CreateDirectory(Path.Combine(folder, "locked"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var result = await RunAsync(vault, FolderSource.Open(new FolderOptions { Paths = [folder] }), "test -f a.txt && test \"$(cat large.bin | wc -c)\" = 5000000");
        Assert.Empty(result.Differences);
        Assert.Equal(DrillVerdict.Passed, result.Verdict);
        Assert.Equal(2, result.Compared.Single(c => c.What == "files byte by byte").Count);
        Assert.Equal(("folder", 2L, 5_000_010L), (result.Kind, result.Files, result.Bytes));
    }

    [Fact]
    public async Task Nothing_is_left_behind()
    {
        await using var vault = await ScratchVault.CreateAsync();
        var place = vault.Folder("drills");
        await RunAsync(vault, new CommandSource("echo x", "x.txt", TimeProvider.System), folder: place);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place));
    }

    [Fact]
    public async Task Names_that_are_no_text_are_compared_and_removed_again()
    {
        await using var vault = await ScratchVault.CreateAsync();
        var place = vault.Folder("drills");
        await using var source = await BackupPlace.CreateAsync();
        await BackupPlace.ShellAsync(source.Source, "mkdir $'latin\\xe9'; echo x > $'latin\\xe9/\\xff\\n'");
        var result = await RunAsync(vault, FolderSource.Open(new FolderOptions { Paths = [source.Source] }), folder: place);
        Assert.Empty(result.Notes);
        Assert.Equal(DrillVerdict.Passed, result.Verdict);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place));
    }

    [Fact]
    public async Task A_pack_that_is_damaged_makes_the_drill_red()
    {
        await using var vault = await ScratchVault.CreateAsync();
        var stored = await vault.BackUpAsync(new CommandSource("head -c 3000000 /dev/urandom", "noise.bin", TimeProvider.System));
        foreach (var pack in Directory.EnumerateFiles(vault.Folder("vault/packs"), "*", SearchOption.AllDirectories).Where(f => new FileInfo(f).Length > 1_000_000))
        {
            var bytes = await File.ReadAllBytesAsync(pack);
            bytes[bytes.Length / 2] ^= 1;
            File.Delete(pack);
            await File.WriteAllBytesAsync(pack, bytes);
        }

        var result = await Drill.RunAsync(vault.Vault, stored, new DrillOptions { Time = TimeProvider.System }, null, CancellationToken.None);
        Assert.Equal(DrillVerdict.Failed, result.Verdict);
        Assert.Contains(result.Differences, d => d.Contains("noise.bin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_repository_is_compared_by_refs_and_by_fsck()
    {
        await using var vault = await ScratchVault.CreateAsync();
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("a.txt", "one\n").CommitAsync("Begin");
        await repository.TagAsync("v1", "Released");
        var source = new GitSource(GitPlace.Parse(repository.Path), vault.Folder("cache"), TimeProvider.System);
        var result = await RunAsync(vault, source, "git clone -q . \"$STEWARD_DRILL_FOLDER/../work\" && test -f ../work/a.txt");
        Assert.Empty(result.Differences);
        Assert.Equal(2, result.Compared.Single(c => c.What == "refs").Count);
        Assert.Equal(DrillVerdict.Passed, result.Verdict);
        var wrong = await RunAsync(vault, new FlippedSource(source, "packed-refs", "refs/tags/v1", "refs/tags/v2"));
        Assert.Equal(DrillVerdict.Failed, wrong.Verdict);
        Assert.StartsWith("refsDigest is ", Assert.Single(wrong.Differences));
    }

    [Fact]
    public async Task A_sqlite_database_is_compared_table_by_table()
    {
        await using var vault = await ScratchVault.CreateAsync();
        var file = Path.Combine(vault.Folder("data"), "app.db");
        await ShellAsync($"sqlite3 '{file}' \"CREATE TABLE t (x); INSERT INTO t VALUES ('a needle'), (2); CREATE TABLE u (y);\"");
        var source = new SqliteSource(file, TimeProvider.System);
        Assert.Equal(DrillVerdict.Passed, (await RunAsync(vault, source)).Verdict);
        var wrong = await RunAsync(vault, new FlippedSource(source, "database.sqlite", "a needle", "a noodle"));
        Assert.StartsWith("Table t of database 'app.db' has other contents", Assert.Single(wrong.Differences));
        Assert.Equal(DrillVerdict.Failed, wrong.Verdict);
    }

    [Fact]
    public async Task A_mariadb_database_is_loaded_into_a_fresh_server_and_dumped_again()
    {
        await using var vault = await ScratchVault.CreateAsync();
        await using var server = await MariaDbServer.StartAsync();
        await server.SqlAsync("CREATE DATABASE shop; CREATE TABLE shop.goods (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(60), raw BLOB); CREATE TABLE shop.empty (x INT); CREATE VIEW shop.v AS SELECT 1;"
            + "INSERT INTO shop.goods (name, raw) SELECT CONCAT('it''s (needle), ', seq), UNHEX(MD5(seq)) FROM (WITH RECURSIVE n(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 1000) SELECT seq FROM n) s;");
        var source = new MySqlSource(new MySqlPlace { Socket = server.Socket, User = "root" }, "shop", TimeProvider.System);
        var result = await RunAsync(vault, source);
        Assert.Empty(result.Notes);
        Assert.Empty(result.Differences);
        Assert.Equal(DrillVerdict.Passed, result.Verdict);
        Assert.Equal(1_000, result.Compared.Single(c => c.What.StartsWith("rows of", StringComparison.Ordinal)).Count);
    }

    [Fact]
    public async Task A_working_environment_is_put_back_and_kept_again()
    {
        await using var vault = await ScratchVault.CreateAsync();
        var tree = Directory.CreateDirectory(Path.Combine(vault.Folder("home"), "src")).FullName;
        await GitProgram.RunAsync(tree, ["init", "-q"]);
        await File.WriteAllTextAsync(Path.Combine(tree, "a.txt"), "words");
        await GitProgram.RunAsync(tree, ["add", "."]);
        await GitProgram.RunAsync(tree, ["commit", "-q", "-m", "Begin"]);
        await File.WriteAllTextAsync(Path.Combine(tree, "a.txt"), "other words");
        var source = new WorkplaceSource(new WorkplacePlace { Home = vault.Folder("home") }, TimeProvider.System);
        var result = await RunAsync(vault, source);
        Assert.Empty(result.Differences);
        Assert.Equal(DrillVerdict.Passed, result.Verdict);
        Assert.Equal(1, result.Compared.Single(c => c.What == "repositories with their work").Count);
    }

    private static async Task<DrillResult> RunAsync(ScratchVault vault, IBackupSource source, string? command = null, string? folder = null) =>
        await Drill.RunAsync(vault.Vault, await vault.BackUpAsync(source), new DrillOptions { Time = TimeProvider.System, Command = command, Folder = folder }, null, CancellationToken.None);

    private static async Task ShellAsync(string command)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", command]) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
