using System.Text;
using Steward.Kernel;
using Steward.Vault.Sources.Databases.MySql;
using Xunit;

namespace Steward.VaultTests.Sources;

/// <summary>With a program that stands in for mysqldump: what it is asked, and what its end means.</summary>
public sealed class MySqlSourceTests : IDisposable
{
    private const string Header = "printf -- '-- MariaDB dump 10.19\\n-- Server version\\t10.11.6-MariaDB\\n'; printf 'INSERT INTO t VALUES (1);\\n'; ";
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-mysql-test-").FullName;

    [Fact]
    public async Task A_dump_is_one_transaction_and_its_server_is_told()
    {
        var source = Source(Header + "printf -- '-- Dump completed\\n'", "shop");
        var read = await ReadSource.AllAsync(source);
        Assert.Contains("INSERT INTO t", Encoding.UTF8.GetString(read.Contents["dump.sql"]), StringComparison.Ordinal);
        Assert.Equal("10.11.6-MariaDB", source.Details["serverVersion"]);
        Assert.Equal(["127.0.0.1:3307/shop"], source.Paths);
        var asked = await File.ReadAllTextAsync(Path.Combine(_folder, "asked"));
        Assert.Contains("--defaults-extra-file=/etc/mysql/backup.cnf --host=127.0.0.1 --port=3307 --single-transaction", asked, StringComparison.Ordinal);
        Assert.EndsWith("--databases -- shop\n", asked);
    }

    [Fact]
    public async Task A_dump_without_its_last_line_is_no_backup()
    {
        var failure = await Assert.ThrowsAsync<StewardException>(() => ReadSource.AllAsync(Source(Header + "exit 0", null)));
        Assert.StartsWith("The dump ends without its last line", failure.Message);
    }

    [Fact]
    public async Task A_dump_that_fails_half_way_is_no_backup_and_its_last_words_are_told()
    {
        var failure = await Assert.ThrowsAsync<StewardException>(() => ReadSource.AllAsync(Source(Header + "echo \"Got error: 1049: Unknown database 'shop'\" >&2; exit 2", "shop")));
        Assert.Equal("mysqldump failed at the dump of database 'shop' (exit code 2): Got error: 1049: Unknown database 'shop'", failure.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private MySqlSource Source(string script, string? database)
    {
        var program = Path.Combine(_folder, "mysqldump");
        File.WriteAllText(program, $"#!/bin/bash\n[ \"$1\" = --version ] && {{ echo 'mysqldump  Ver 10.19'; exit 0; }}\necho \"$@\" >'{_folder}/asked'\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new MySqlSource(new MySqlPlace { Host = "127.0.0.1", Port = 3307, OptionFile = "/etc/mysql/backup.cnf", Program = program }, database, TimeProvider.System);
    }
}
