using System.Text;
using Steward.Kernel;
using Steward.TestKit.Databases;
using Steward.Vault.Sources.Databases.Postgres;
using Xunit;

namespace Steward.VaultTests.Sources;

public sealed class PostgresSourceTests
{
    [Fact]
    public async Task A_server_is_backed_up_with_its_databases_roles_and_versions()
    {
        await using var server = await PostgresCluster.StartAsync();
        await server.SqlAsync("postgres", "CREATE ROLE reader LOGIN PASSWORD 'x'");
        await server.SqlAsync("postgres", "CREATE DATABASE \"shop of/ada\"");
        await server.SqlAsync("shop of/ada", "CREATE TABLE goods (id serial PRIMARY KEY, steward_name text); INSERT INTO goods (steward_name) SELECT 'n' || g FROM generate_series(1, 1000) g");
        var source = new PostgresSource(Socket(server), null, TimeProvider.System);
        var read = await ReadSource.AllAsync(source);
        Assert.Equal(
            [
                "databases", "databases/postgres", "databases/postgres/database.dump", "databases/postgres/moment.jsonl",
                "databases/shop%20of%2Fada", "databases/shop%20of%2Fada/database.dump", "databases/shop%20of%2Fada/moment.jsonl", "globals.sql",
            ],
            read.Entries.Select(e => $"{e.Path}"));
        Assert.Equal("PGDMP", Encoding.ASCII.GetString(read.Contents["databases/shop%20of%2Fada/database.dump"], 0, 5));
        Assert.Contains("CREATE ROLE reader", Encoding.UTF8.GetString(read.Contents["globals.sql"]), StringComparison.Ordinal);
        var moment = Encoding.UTF8.GetString(read.Contents["databases/shop%20of%2Fada/moment.jsonl"]);
        Assert.Matches("""\{"kind":"table","name":"public.goods","count":1000,"sum":"-?[1-9][0-9]+"\}""", moment);
        Assert.Contains("""{"kind":"sequence","name":"public.goods_id_seq","count":1000,"sum":"up called"}""", moment, StringComparison.Ordinal);
        Assert.Equal("2", source.Details["databases"]);
        Assert.Matches("^[0-9]+\\.[0-9]+", source.Details["serverVersion"]);
        Assert.StartsWith("pg_dump (PostgreSQL)", source.Details["clientVersion"]);
        Assert.Equal("kept", source.Details["rolePasswords"]);
    }

    [Fact]
    public async Task The_moment_is_that_of_the_dump_whatever_is_written_meanwhile()
    {
        await using var server = await PostgresCluster.StartAsync();
        await server.SqlAsync("postgres", "CREATE TABLE t (n int); INSERT INTO t SELECT generate_series(1, 500)");
        var source = new PostgresSource(Socket(server), "postgres", TimeProvider.System);
        var moment = "";
        await foreach (var found in source.EntriesAsync(new(), CancellationToken.None))
        {
            if (found.Open is null) continue;
            using var content = found.Open();
            // The moment has been fixed: what is written now belongs to the next backup.
            if ($"{found.Entry.Path}".EndsWith(".dump", StringComparison.Ordinal)) await server.SqlAsync("postgres", "INSERT INTO t SELECT generate_series(1, 500)");
            var (text, part) = (new MemoryStream(), new byte[4096]);
            for (int read; (read = content.Read(part)) > 0;) text.Write(part, 0, read);
            if ($"{found.Entry.Path}".EndsWith(".jsonl", StringComparison.Ordinal)) moment = Encoding.UTF8.GetString(text.ToArray());
        }

        Assert.Contains("\"name\":\"public.t\",\"count\":500,", moment, StringComparison.Ordinal);
        // Nothing holds a moment any more.
        Assert.Equal("0", await server.SqlAsync("postgres", "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'steward'"));
    }

    [Fact]
    public async Task A_password_comes_from_the_environment_and_stands_nowhere()
    {
        await using var server = await PostgresCluster.StartAsync();
        var place = new PostgresPlace { Host = "127.0.0.1", Port = server.Port, User = "postgres" };
        var refused = await Assert.ThrowsAsync<StewardException>(() => ReadSource.AllAsync(new PostgresSource(place, "postgres", TimeProvider.System)));
        Assert.Equal(FailureKind.Unavailable, refused.Kind);
        Assert.Contains("no password supplied", refused.Message, StringComparison.Ordinal);
        var source = new PostgresSource(place with { Variables = new Dictionary<string, string?> { ["PGPASSWORD"] = PostgresCluster.Password } }, "postgres", TimeProvider.System);
        var read = await ReadSource.AllAsync(source);
        Assert.DoesNotContain(PostgresCluster.Password, string.Join(' ', [.. source.Paths, .. source.Details.Values, .. read.Contents.Values.Select(Encoding.Latin1.GetString)]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_dies_in_the_middle_of_its_dump_is_no_backup()
    {
        await using var server = await PostgresCluster.StartAsync();
        await server.SqlAsync("postgres", "CREATE TABLE t (x text); INSERT INTO t SELECT repeat(md5(g::text), 100) FROM generate_series(1, 20000) g");
        var source = new PostgresSource(Socket(server), "postgres", TimeProvider.System);
        await foreach (var found in source.EntriesAsync(new(), CancellationToken.None))
        {
            if (!$"{found.Entry.Path}".EndsWith(".dump", StringComparison.Ordinal)) continue;
            using var content = found.Open!();
            var part = new byte[65_536];
            Assert.True(content.Read(part) > 0);
            await server.KillAsync();
            var failure = Assert.Throws<StewardException>(() =>
            {
                while (content.Read(part) > 0) continue;
            });
            Assert.Contains("pg_dump failed at the dump of database 'postgres'", failure.Message, StringComparison.Ordinal);
            break;
        }
    }

    private static PostgresPlace Socket(PostgresCluster server) => new() { Host = server.Socket, Port = server.Port, User = "postgres" };
}
