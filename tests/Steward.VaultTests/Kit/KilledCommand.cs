using System.Diagnostics;
using Steward.TestKit;

namespace Steward.VaultTests.Kit;

/// <summary>A command of the vault as a process that is killed while it changes a folder: at its so many-th change, whenever that is, so that the kill meets the work also on a machine that is busy.</summary>
/// <param name="watched">The folder that it changes.</param>
/// <param name="cache">Where it keeps its index.</param>
internal sealed class KilledCommand(string watched, string cache)
{
    private const int KilledExit = 137;

    /// <summary>Runs it.</summary>
    /// <param name="at">The change at which it is killed; <see cref="int.MaxValue"/>: never.</param>
    /// <param name="more">How much longer it lives.</param>
    /// <param name="arguments">Behind <c>steward vault</c>.</param>
    public async Task<KilledRun> RunAsync(int at, TimeSpan more, params string[] arguments)
    {
        var (changes, last, reached) = (0, "", new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Directory.CreateDirectory(watched);
        using var watcher = new FileSystemWatcher(watched) { IncludeSubdirectories = true, InternalBufferSize = 1 << 16 };
        watcher.Created += Count;
        watcher.Renamed += Count;
        watcher.Deleted += Count;
        watcher.EnableRaisingEvents = true;
        using var process = Start(arguments);
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(ended, reached.Task) != ended)
        {
            if (more > TimeSpan.Zero) await Task.WhenAny(ended, Task.Delay(more, TimeProvider.System));
            process.Kill();
        }

        await ended;
        return new KilledRun(process.ExitCode == KilledExit, process.ExitCode, Volatile.Read(ref changes), Volatile.Read(ref last), string.Concat(await said));

        void Count(object sender, FileSystemEventArgs change)
        {
            Volatile.Write(ref last, change.Name is { } name && name.Contains('/', StringComparison.Ordinal) ? name.Split('/')[0] : Path.GetFileName(change.Name ?? "").Split('-')[0]);
            if (Interlocked.Increment(ref changes) >= at) reached.TrySetResult();
        }
    }

    private Process Start(string[] arguments)
    {
        var program = Repository.PathOf("functions", "Steward.Cli", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "Steward.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, "vault", .. arguments, "--json"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["STEWARD_VAULT_PASSPHRASE"] = "correct horse battery staple";
        start.Environment["XDG_CACHE_HOME"] = cache;
        return Process.Start(start)!;
    }
}

/// <summary>How it went.</summary>
/// <param name="IsKilled">It did not end by itself.</param>
/// <param name="Exit">Its exit code.</param>
/// <param name="Changes">Changes that were seen.</param>
/// <param name="Last">What was changed last: a folder of the vault, or a file's name up to its first '-'.</param>
/// <param name="Said">What it printed.</param>
internal sealed record KilledRun(bool IsKilled, int Exit, int Changes, string Last, string Said);
