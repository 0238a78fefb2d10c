using System.Text.Json;
using Steward.TestKit;
using Steward.TestKit.Databases;
using Steward.TestKit.Git;
using Steward.TestKit.Programs;
using Xunit;

namespace Steward.VaultTests.Commands;

/// <summary>The command line as administrators use it: a backup of each kind, its drill, its restore.</summary>
public sealed class SourceCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-source-commands-").FullName;

    [Fact]
    public async Task A_postgres_server_is_backed_up_drilled_and_restored_under_another_name()
    {
        await using var server = await PostgresCluster.StartAsync();
        await server.SqlAsync("postgres", "CREATE DATABASE shop");
        await server.SqlAsync("shop", "CREATE TABLE goods (id serial PRIMARY KEY, name text); INSERT INTO goods (name) SELECT 'n' || g FROM generate_series(1, 5000) g");
        string[] place = ["--server", "127.0.0.1", "--port", $"{server.Port}", "--user", "postgres"];
        await RunAsync(0, "vault", "init");
        var backup = await RunAsync(0, ["vault", "backup", "postgres", "--database", "shop", .. place, "--json"]);
        var drill = await RunAsync(0, "vault", "drill", "--json");
        Assert.Equal("passed", drill.GetProperty("verdict").GetString());
        Assert.Equal(backup.GetProperty("id").GetString(), drill.GetProperty("snapshot").GetString());
        Assert.Equal(5000, drill.GetProperty("compared").EnumerateArray().Single(c => c.GetProperty("what").GetString() == "rows of shop").GetProperty("count").GetInt64());
        var restored = await RunAsync(0, ["vault", "restore", "postgres", "--database", "shop", "--as", "shop_copy", .. place, "--json"]);
        Assert.Equal("complete", restored.GetProperty("verdict").GetString());
        Assert.Equal("5000", await server.SqlAsync("shop_copy", "SELECT count(*) FROM goods"));
        // Not over what is there.
        await RunAsync(2, ["vault", "restore", "postgres", "--database", "shop", .. place]);
        Assert.Equal("5000", await server.SqlAsync("shop", "SELECT count(*) FROM goods"));
        await RunAsync(0, ["vault", "restore", "postgres", "--database", "shop", "--as", "shop_third", "--roles", .. place]);
    }

    [Fact]
    public async Task A_repository_and_a_command_are_backed_up_and_drilled()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("a.txt", "one\n").CommitAsync("Begin");
        await RunAsync(0, "vault", "init");
        await RunAsync(0, "vault", "backup", "git", repository.Path);
        Assert.Equal("git", (await RunAsync(0, "vault", "drill", "--command", "git rev-parse main", "--json")).GetProperty("kind").GetString());
        await RunAsync(0, "vault", "backup", "command", "numbers.txt", "seq 1000");
        Assert.Equal("passed", (await RunAsync(0, "vault", "drill", "--json")).GetProperty("verdict").GetString());
        Assert.Equal("failed", (await RunAsync(1, "vault", "drill", "--command", "false", "--json")).GetProperty("verdict").GetString());
        await RunAsync(2, "vault", "backup", "command", "numbers.txt", "seq 1000; exit 3");
        Assert.Equal(2, (await RunAsync(0, "vault", "list", "--json")).GetProperty("snapshots").GetArrayLength());
    }

    [Fact]
    public async Task Options_stand_before_the_kind_or_behind_it_and_those_that_would_do_nothing_are_refused()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("a.txt", "one\n").CommitAsync("Begin");
        await RunAsync(0, "vault", "init");
        await RunAsync(0, "vault", "backup", "--vault", "vault", "--tag", "before", "--host", "web1", "git", repository.Path);
        await RunAsync(0, "vault", "backup", "git", repository.Path, "--tag", "behind", "--host", "web1");
        Assert.Equal(2, (await RunAsync(0, "vault", "list", "--host", "web1", "--json")).GetProperty("snapshots").GetArrayLength());
        Assert.Equal("passed", (await RunAsync(0, "vault", "drill", "--tag", "before", "--json")).GetProperty("verdict").GetString());
        Assert.Contains("--exclude stands before 'git'", (await EndAsync("vault", "backup", "--exclude", "*.o", "git", repository.Path)).Notes.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("--target stands before 'state'", (await EndAsync("vault", "restore", "--target", "x", "state", "--prefix", "copy")).Notes.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stewards_state_is_backed_up_drilled_and_restored_under_another_prefix()
    {
        var options = await Azurite.OptionsAsync();
        var account = new Azure.Storage.StorageAccount(options);
        await (await account.TableAsync("Things")).UpsertEntityAsync(new global::Azure.Data.Tables.TableEntity("p", "r") { ["A"] = 1 });
        await (await account.ContainerAsync("payloads")).UploadBlobAsync("x", BinaryData.FromString("y"));
        await RunAsync(0, "vault", "init");
        await RunAsync(0, "vault", "backup", "state", "--prefix", options.Prefix);
        var drill = await RunAsync(0, "vault", "drill", "--json");
        Assert.Equal("passed", drill.GetProperty("verdict").GetString());
        var target = account.Beside(Azurite.NewPrefix());
        await RunAsync(0, "vault", "restore", "state", "--prefix", target.Prefix);
        Assert.True((await (await target.ContainerAsync("payloads")).GetBlobClient("x").ExistsAsync()).Value);
        await RunAsync(2, "vault", "restore", "state", "--prefix", target.Prefix);
        // What the drill made is gone.
        Assert.Empty(await account.Beside($"drill{drill.GetProperty("snapshot").GetString()![..12]}").TableNamesAsync(CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task Work_comes_back_from_a_snapshot_of_a_working_environment()
    {
        var tree = Directory.CreateDirectory(Path.Combine(_folder, "home", "src", "app")).FullName;
        await GitProgram.RunAsync(tree, ["init", "-q"]);
        await File.WriteAllTextAsync(Path.Combine(tree, "a.txt"), "half done");
        await RunAsync(0, "vault", "init");
        await RunAsync(0, "vault", "backup", "workplace", "--home", Path.Combine(_folder, "home"));
        Assert.Equal("passed", (await RunAsync(0, "vault", "drill", "--json")).GetProperty("verdict").GetString());
        await RunAsync(0, "vault", "restore", "work", "--repository", "src/app", "--target", "back");
        Assert.Equal("half done", await File.ReadAllTextAsync(Path.Combine(_folder, "back", "a.txt")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<JsonElement> RunAsync(int exit, params string[] arguments)
    {
        var run = await EndAsync(arguments);
        Assert.True(run.Exit == exit, $"{string.Join(' ', arguments)}: exit {run.Exit}\n{run.Out}\n{run.Notes}");
        return arguments.Contains("--json") ? JsonDocument.Parse(run.Out).RootElement : default;
    }

    private async Task<ProgramRun> EndAsync(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory.Replace(Path.Combine("tests", "Steward.VaultTests"), Path.Combine("functions", "Steward.Cli"), StringComparison.Ordinal), "Steward.Cli.dll");
        var environment = new Dictionary<string, string?>
        {
            ["STEWARD_VAULT"] = Path.Combine(_folder, "vault"), ["STEWARD_VAULT_PASSPHRASE"] = "of the test", ["XDG_CACHE_HOME"] = Path.Combine(_folder, "cache"),
            ["PGPASSWORD"] = PostgresCluster.Password, ["STEWARD_STORAGE"] = (await Azurite.SharedAsync()).ConnectionString,
        };
        return await LocalProgram.RunAsync("dotnet", _folder, environment, [program, .. arguments]);
    }
}
