using System.Text.Json;
using Steward.TestKit.Databases;
using Steward.VaultTests.Kit;
using Xunit;

namespace Steward.VaultTests.Commands;

/// <summary><c>steward vault restore mysql</c> with real servers.</summary>
public sealed class MySqlRestoreTests
{
    private const string Rows = "SELECT CONCAT('it''s (needle), `', seq), UNHEX(MD5(seq)) FROM (WITH RECURSIVE n(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 500) SELECT seq FROM n) s";
    private const string Body = "CREATE PROCEDURE shop.again() SELECT '\nUSE `other`\nINSERT INTO `goods` VALUES (1),(2)\n(3)\n'";

    [Fact]
    public async Task An_administrator_gets_his_databases_back_by_one_command_and_what_is_there_is_never_touched()
    {
        await using var place = await BackupPlace.CreateAsync();
        await using var old = await MariaDbServer.StartAsync();
        await old.SqlAsync("CREATE DATABASE shop; CREATE TABLE shop.goods (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(60), raw BLOB); CREATE TABLE shop.empty (x INT); CREATE VIEW shop.v AS SELECT id FROM shop.goods;"
            + $"INSERT INTO shop.goods (name, raw) {Rows}; USE shop; CREATE TRIGGER t BEFORE INSERT ON goods FOR EACH ROW SET NEW.name = UPPER(NEW.name);"
            + "CREATE DATABASE `st.ock`; CREATE TABLE `st.ock`.`a``b` (x INT); INSERT INTO `st.ock`.`a``b` VALUES (1), (2);"
            + "CREATE DATABASE odd; CREATE TABLE odd.t (x INT); CREATE TRIGGER odd.tr BEFORE INSERT ON odd.t FOR EACH ROW SET NEW.x = 1;");
        await old.SqlAsync(Body);
        var kept = await StewardCommand.RunAsync(place.Root, "backup", "mysql", "--socket", old.Socket, "--user", "root", "--vault", "vault");
        Assert.True(kept.Exit == 0, kept.Notes);

        await using var fresh = await MariaDbServer.StartAsync();
        using var all = await RestoreAsync(place, fresh, 0);
        Assert.Equal("complete", all.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(await SumAsync(old, "shop"), await SumAsync(fresh, "shop"));
        Assert.Equal("2", await fresh.SqlAsync("SELECT COUNT(*) FROM `st.ock`.`a``b`"));
        Assert.Equal("500", await fresh.SqlAsync("SELECT COUNT(*) FROM shop.v"));
        Assert.Contains("USE `other`", await fresh.SqlAsync("SELECT ROUTINE_DEFINITION FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = 'shop'"), StringComparison.Ordinal);

        await fresh.SqlAsync("UPDATE shop.goods SET name = 'changed since' WHERE id = 7");
        var refused = await StewardCommand.RunAsync(place.Root, Arguments(fresh));
        Assert.NotEqual(0, refused.Exit);
        Assert.Contains("is not empty: nothing was restored", refused.Notes, StringComparison.Ordinal);
        Assert.Equal("changed since", await fresh.SqlAsync("SELECT name FROM shop.goods WHERE id = 7"));

        using var one = await RestoreAsync(place, fresh, 0, "--database", "shop", "--as", "shop_as_it_was");
        Assert.Equal(await SumAsync(old, "shop"), await SumAsync(fresh, "shop_as_it_was"));
        Assert.Equal("changed since", await fresh.SqlAsync("SELECT name FROM shop.goods WHERE id = 7"));
        Assert.DoesNotContain("`shop`", await fresh.SqlAsync("SELECT VIEW_DEFINITION FROM information_schema.VIEWS WHERE TABLE_SCHEMA = 'shop_as_it_was'"), StringComparison.Ordinal);
        // Its trigger says 'odd.t': under another name it would be made in the database that is there.
        var named = await StewardCommand.RunAsync(place.Root, Arguments(fresh, "--database", "odd", "--as", "even"));
        Assert.Contains("something in it names its database", named.Notes, StringComparison.Ordinal);
        Assert.Equal("0", await fresh.SqlAsync("SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'even'"));
        var unknown = await StewardCommand.RunAsync(place.Root, Arguments(fresh, "--database", "nothing"));
        Assert.Contains("has no database 'nothing'", unknown.Notes, StringComparison.Ordinal);
    }

    private static string[] Arguments(MariaDbServer server, params string[] more) => ["restore", "mysql", "--socket", server.Socket, "--user", "root", "--vault", "vault", "--json", .. more];

    private static async Task<JsonDocument> RestoreAsync(BackupPlace place, MariaDbServer server, int exit, params string[] more)
    {
        var run = await StewardCommand.RunAsync(place.Root, Arguments(server, more));
        Assert.True(run.Exit == exit, run.Notes + run.Out);
        return JsonDocument.Parse(run.Out);
    }

    private static Task<string> SumAsync(MariaDbServer server, string database) =>
        server.SqlAsync($"SELECT COUNT(*), SUM(CRC32(CONCAT(id, name, HEX(raw)))) FROM {database}.goods");
}
