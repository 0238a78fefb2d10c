using Steward.Kernel;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Databases.MySql;

/// <summary>The client program of a server: MariaDB's or MySQL's, as this machine has it.</summary>
/// <param name="place">The server.</param>
internal sealed class MySqlClient(MySqlPlace place)
{
    private const string Package = "mariadb-client";

    private static string Program => ProgramPath.Find("mariadb", "mysql") ?? "mariadb";

    /// <summary>A start of it.</summary>
    public ProgramStart Start(params IEnumerable<string> more) =>
        new(Program, [.. place.Arguments(), "--default-character-set=utf8mb4", .. more]) { Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" }, Package = Package };

    /// <summary>The lines that a query gives. Unavailable when the server does not answer, or says no.</summary>
    public async Task<string[]> AskAsync(string sql, CancellationToken cancellation)
    {
        var end = await ProgramRun.EndAsync(Start("--batch", "--skip-column-names", $"--execute={sql}"), cancellation);
        return end.Code == 0 ? end.Lines : throw StewardException.Unavailable($"The server {place} gave no answer: {(end.Last.Length > 0 ? end.Last : "it gave no reason")}. Look at --server, --socket, --user and the password (MYSQL_PWD or --option-file).");
    }

    /// <summary>Runs SQL; Invalid when the server says no.</summary>
    public async Task LoadAsync(Stream sql, CancellationToken cancellation)
    {
        using var program = RunningProgram.Start(Start(await HarmlessAsync(cancellation)), cancellation);
        var output = program.Output.CopyToAsync(Stream.Null, CancellationToken.None);
        await SendAsync(sql, program.Input, cancellation);
        await output;
        var code = await program.WaitForEndAsync();
        if (code != 0) throw program.Failed("restoring the dump", code);
    }

    // The client runs programs of this machine for whoever wrote the dump ('\!'), unless it is told not to: by the option that this one knows, the oldest of which leaves it hardly any commands.
    private static async Task<string[]> HarmlessAsync(CancellationToken cancellation)
    {
        var help = (await ProgramRun.EndAsync(new ProgramStart(Program, ["--no-defaults", "--help"]) { Package = Package }, cancellation)).Text;
        return help.Contains("--sandbox", StringComparison.Ordinal) ? ["--sandbox"] : help.Contains("--system-command", StringComparison.Ordinal) ? ["--skip-system-command"] : ["--binary-mode"];
    }

    private static async Task SendAsync(Stream from, Stream to, CancellationToken cancellation)
    {
        try
        {
            await from.CopyToAsync(to, cancellation);
            to.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code says why.
        }
    }
}
