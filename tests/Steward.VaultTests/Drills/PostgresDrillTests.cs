using Steward.TestKit.Databases;
using Steward.Vault.Drills;
using Steward.Vault.Sources.Databases.Postgres;
using Steward.VaultTests.Sources;
using Xunit;

namespace Steward.VaultTests.Drills;

public sealed class PostgresDrillTests
{
    private const string Schema = """"
        CREATE ROLE shop_owner; CREATE ROLE "odd role" LOGIN PASSWORD 'x';
        CREATE SCHEMA sales AUTHORIZATION shop_owner; CREATE SCHEMA "Odd schema";
        CREATE TYPE sales.state AS ENUM ('new', 'paid');
        CREATE TABLE sales.orders (id bigserial PRIMARY KEY, customer text NOT NULL, amount numeric(12, 2), at timestamptz, rate double precision, state sales.state, tags text[], data jsonb, raw bytea);
        INSERT INTO sales.orders (customer, amount, at, rate, state, tags, data, raw)
          SELECT 'needle-' || lpad(g::text, 6, '0'), g / 7.0, timestamptz '2026-01-01 00:00Z' + g * interval '1 minute', g / 3.0, 'paid', ARRAY['a', 'b' || g], jsonb_build_object('n', g), decode(md5(g::text), 'hex')
          FROM generate_series(1, 100000) g;
        CREATE INDEX ON sales.orders (customer); CREATE VIEW sales.paid AS SELECT * FROM sales.orders WHERE state = 'paid'; CREATE MATERIALIZED VIEW sales.totals AS SELECT count(*) FROM sales.orders;
        CREATE TABLE "Odd schema"."it's a ""table""" ("a column" int, steward_row text); INSERT INTO "Odd schema"."it's a ""table""" VALUES (1, NULL), (2, E'tab\t and \\ line\n');
        CREATE TABLE parts (day date, n int) PARTITION BY RANGE (day); CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2026-02-01'); INSERT INTO parts VALUES ('2026-01-05', 1);
        CREATE TABLE nothing ();
        CREATE SEQUENCE countdown INCREMENT -3 START -5; SELECT nextval('countdown'), nextval('countdown'); CREATE SEQUENCE untouched;
        CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT $1 * 2';
        SELECT lo_from_bytea(0, decode(repeat('00ff', 1500000), 'hex')); SELECT lo_from_bytea(4711, 'small'); SELECT lo_create(4712);
        GRANT SELECT ON sales.orders TO "odd role";
        """";

    [Fact]
    public async Task A_server_with_all_that_databases_have_is_restored_and_found_the_same()
    {
        await using var server = await ServerAsync();
        await using var vault = await ScratchVault.CreateAsync();
        var stored = await vault.BackUpAsync(Source(server, null));
        var command = "test \"$(psql -X -A -t -d shop -c 'SELECT count(*) FROM sales.paid')\" = 100000 && test -s \"$STEWARD_DRILL_FOLDER/globals.sql\"";
        var result = await Drill.RunAsync(vault.Vault, stored, new DrillOptions { Time = TimeProvider.System, Command = command }, null, CancellationToken.None);
        Assert.Empty(result.Differences);
        Assert.Empty(result.Notes);
        Assert.Equal(DrillVerdict.Passed, result.Verdict);
        Assert.Equal(100_003, Count(result, "rows of shop"));
        Assert.Equal(4, Count(result, "tables of shop"));
        Assert.Equal(1, Count(result, "own commands"));
        Assert.Equal(5, Count(result, "files byte by byte"));
        Assert.True(result.DurationSeconds > 0);
    }

    [Fact]
    public async Task A_value_that_was_flipped_on_the_way_is_found_and_its_table_named()
    {
        await using var server = await ServerAsync();
        await using var vault = await ScratchVault.CreateAsync();
        var stored = await vault.BackUpAsync(new FlippedSource(Source(server, "shop"), "database.dump", "needle-054321", "needle-054320"));
        var result = await Drill.RunAsync(vault.Vault, stored, new DrillOptions { Time = TimeProvider.System }, null, CancellationToken.None);
        Assert.Equal(DrillVerdict.Failed, result.Verdict);
        var difference = Assert.Single(result.Differences);
        Assert.StartsWith("Table sales.orders of database 'shop' has other contents", difference);
    }

    [Fact]
    public async Task A_dump_that_cannot_be_restored_is_red()
    {
        await using var server = await ServerAsync();
        await using var vault = await ScratchVault.CreateAsync();
        var stored = await vault.BackUpAsync(new FlippedSource(Source(server, "shop"), "database.dump", "CREATE TABLE public.nothing", "CREATE TABEL public.nothing"));
        var result = await Drill.RunAsync(vault.Vault, stored, new DrillOptions { Time = TimeProvider.System }, null, CancellationToken.None);
        Assert.Equal(DrillVerdict.Failed, result.Verdict);
        Assert.Contains("pg_restore failed at restoring database 'shop'", Assert.Single(result.Differences), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_of_ones_own_that_fails_is_red()
    {
        await using var server = await PostgresCluster.StartAsync();
        await using var vault = await ScratchVault.CreateAsync();
        var stored = await vault.BackUpAsync(Source(server, "postgres"));
        var result = await Drill.RunAsync(vault.Vault, stored, new DrillOptions { Time = TimeProvider.System, Command = "echo 'no customers' >&2; exit 4" }, null, CancellationToken.None);
        Assert.Equal(DrillVerdict.Failed, result.Verdict);
        Assert.Equal("Your own command ended with exit code 4: no customers", Assert.Single(result.Differences));
    }

    private static long Count(DrillResult result, string what) => result.Compared.Single(c => c.What == what).Count;

    private static async Task<PostgresCluster> ServerAsync()
    {
        var server = await PostgresCluster.StartAsync();
        await server.SqlAsync("postgres", "CREATE DATABASE shop");
        await server.SqlAsync("shop", Schema);
        return server;
    }

    private static PostgresSource Source(PostgresCluster server, string? database) =>
        new(new PostgresPlace { Host = server.Socket, Port = server.Port, User = "postgres" }, database, TimeProvider.System);
}
