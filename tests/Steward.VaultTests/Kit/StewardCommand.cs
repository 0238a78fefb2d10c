using System.Diagnostics;
using Steward.TestKit.Programs;

namespace Steward.VaultTests.Kit;

/// <summary>The built command line as a process, with the passphrase of the tests.</summary>
internal static class StewardCommand
{
    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["STEWARD_VAULT_PASSPHRASE"] = BackupPlace.Passphrase, ["XDG_CACHE_HOME"] = Path.Combine(Path.GetTempPath(), "steward-vault-tests-cache"), ["HOME"] = "/nonexistent", ["DOTNET_gcServer"] = "0",
    };

    // tests/Steward.VaultTests/bin/CONFIGURATION/net10.0/
    public static string Assembly { get; } = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "../../../../../functions/Steward.Cli/bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0/Steward.Cli.dll"));

    public static Task<ProgramRun> RunAsync(string folder, params string[] arguments) =>
        LocalProgram.RunAsync("dotnet", folder, Environment, [Assembly, "vault", .. arguments]);

    public static Process Start(string folder, params string[] arguments) => LocalProgram.Start("dotnet", folder, Environment, [Assembly, "vault", .. arguments]);

    /// <summary>Runs a script in which <c>$STEWARD</c> is the command line.</summary>
    public static Task<ProgramRun> ScriptAsync(string folder, string script, params string[] arguments) =>
        LocalProgram.RunAsync("bash", folder, new Dictionary<string, string?>(Environment) { ["STEWARD"] = $"dotnet {Assembly} vault" }, ["-c", script, "bash", .. arguments]);
}
