using Steward.Kernel;
using Steward.TestKit.Databases;
using Steward.Vault.Drills.Servers;
using Steward.Vault.Sources.Databases.Postgres;
using Xunit;

namespace Steward.VaultTests.Drills;

/// <summary>Dumps that somebody who may write into the vault prepared: their scripts are read by clients that know commands of their own.</summary>
public sealed class HostileDumpTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-hostile-").FullName;

    private string Marker => Path.Combine(_folder, "marker");

    [Fact]
    public async Task Roles_that_name_a_program_for_psql_are_refused()
    {
        await using var server = await PostgresCluster.StartAsync();
        var restore = new PostgresRestore(new PostgresPlace { Host = server.Socket, Port = server.Port, User = "postgres" }, 0);
        var failure = await Assert.ThrowsAsync<StewardException>(() => restore.GlobalsAsync(Script($"CREATE ROLE evil; \\! touch {Marker}\n"), CancellationToken.None));
        Assert.Contains("backslash", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Marker));
        await restore.GlobalsAsync(Script("\\restrict abc\nCREATE ROLE plain;\n\\unrestrict abc\n"), CancellationToken.None);
        Assert.Equal("plain", (await server.SqlAsync("postgres", "SELECT rolname FROM pg_roles WHERE rolname IN ('plain', 'evil')")).Trim());
    }

    [Theory]
    [InlineData("\\! touch")]
    [InlineData("system touch")]
    public async Task A_dump_that_names_a_program_for_the_client_of_MariaDB_runs_nothing(string command)
    {
        await using var server = await TemporaryMySql.StartAsync(TimeProvider.System, CancellationToken.None);
        await Record.ExceptionAsync(() => server.LoadAsync(Script($"SELECT 1;\n{command} {Marker}\nSELECT 2;\n"), CancellationToken.None));
        Assert.False(File.Exists(Marker));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Script(string text)
    {
        var file = Path.Combine(_folder, "script.sql");
        File.WriteAllText(file, text);
        return file;
    }
}
