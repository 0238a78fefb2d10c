using System.ComponentModel;
using System.Diagnostics;

namespace Steward.Bench.Vault;

/// <summary>Where one tool works in one round.</summary>
/// <param name="Root">Its own folder: repository, cache, targets.</param>
/// <param name="Source">What is backed up.</param>
internal sealed record BenchPlace(string Root, string Source)
{
    public string Repository => Path.Combine(Root, "repository");

    public string Target => Path.Combine(Root, "target");
}

/// <summary>What a step cost.</summary>
/// <param name="Seconds">From the start of the process to its end.</param>
/// <param name="Resident">Megabytes that were resident at most.</param>
/// <param name="Grown">Megabytes that the repository grew by.</param>
internal sealed record StepCost(double Seconds, double Resident, double Grown);

/// <summary>A program that makes backups, and its words for each step.</summary>
internal sealed class BackupTool(string name, Func<string, BenchPlace, (string Program, string Folder, string[] Arguments)?> words)
{
    public const string First = "first backup", Unchanged = "unchanged", OnePercent = "1 % changed", Restore = "restore", Verify = "verify with data";
    private const string Init = "init";

    public static IReadOnlyList<string> Steps { get; } = [First, Unchanged, Restore, Verify, OnePercent];

    public string Name => name;

    /// <summary>Those that are on this machine, Steward first.</summary>
    public static IReadOnlyList<BackupTool> Installed() =>
        [.. ((BackupTool[])[new("steward", Steward), new("restic", Restic), new("borg", Borg)]).Where(t => t.Name == "steward" || Exists(t.Name))];

    /// <summary>Does a step; null when the tool has none or refuses.</summary>
    public async Task<StepCost?> RunAsync(string step, BenchPlace place)
    {
        if (step == First)
        {
            Directory.CreateDirectory(place.Target);
            await RunAsync(words(Init, place)!.Value, place);
        }

        if (words(step, place) is not { } command) return null;
        var before = Size(place.Repository);
        var (seconds, resident, exit) = await RunAsync(command, place);
        return exit == 0 ? new StepCost(seconds, resident, (Size(place.Repository) - before) / 1e6) : null;
    }

    private static async Task<(double Seconds, double Resident, int Exit)> RunAsync((string Program, string Folder, string[] Arguments) command, BenchPlace place)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments) { WorkingDirectory = command.Folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var secret in (string[])["STEWARD_VAULT_PASSPHRASE", "RESTIC_PASSWORD", "BORG_PASSPHRASE"]) start.Environment[secret] = "benchmark";
        start.Environment["XDG_CACHE_HOME"] = start.Environment["BORG_BASE_DIR"] = start.Environment["RESTIC_CACHE_DIR"] = Path.Combine(place.Root, "cache");
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var (ended, most) = (process.WaitForExitAsync(), 0.0);
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (await Task.WhenAny(ended, Task.Delay(10)) != ended) most = Math.Max(most, ProcessCost.Resident(process.Id));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var said = await output;
        if (process.ExitCode != 0) await Console.Error.WriteLineAsync($"{command.Program} {string.Join(' ', command.Arguments)} ended with {process.ExitCode}: {said[1]}");
        return (seconds, most, process.ExitCode);
    }

    private static (string, string, string[])? Steward(string step, BenchPlace place)
    {
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../functions/Steward.Cli/bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0/Steward.Cli.dll"));
        string[]? more = step switch
        {
            Init => ["init"], First or Unchanged or OnePercent => ["backup", place.Source],
            Restore => ["restore", "--target", Path.Combine(place.Target, "steward")], Verify => ["verify", "--data"], _ => null,
        };
        return more is null ? null : ("dotnet", place.Root, [program, "vault", .. more, "--vault", place.Repository]);
    }

    private static (string, string, string[])? Restic(string step, BenchPlace place)
    {
        string[]? more = step switch
        {
            Init => ["init"], First or Unchanged or OnePercent => ["backup", place.Source],
            Restore => ["restore", "latest", "--target", Path.Combine(place.Target, "restic")], Verify => ["check", "--read-data"], _ => null,
        };
        return more is null ? null : ("restic", place.Root, ["-q", "-r", place.Repository, .. more]);
    }

    private static (string, string, string[])? Borg(string step, BenchPlace place) => step switch
    {
        Init => ("borg", place.Root, ["init", "-e", "repokey", place.Repository]),
        First => ("borg", place.Root, ["create", "--compression", "zstd,3", $"{place.Repository}::a", place.Source]),
        Unchanged => ("borg", place.Root, ["create", "--compression", "zstd,3", $"{place.Repository}::b", place.Source]),
        OnePercent => ("borg", place.Root, ["create", "--compression", "zstd,3", $"{place.Repository}::c", place.Source]),
        Restore => ("borg", place.Target, ["extract", $"{place.Repository}::b"]),
        Verify => ("borg", place.Root, ["check", "--verify-data", place.Repository]),
        _ => null,
    };

    private static long Size(string folder) => Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) : 0;

    private static bool Exists(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, [program == "restic" ? "version" : "--version"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
