using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Steward.Kernel;

namespace Steward.Vault.Sources.Programs;

/// <summary>A program that runs: its output is read as it comes, of its error text the last lines are kept. Ended, with all it started, when disposed.</summary>
internal sealed class RunningProgram : IDisposable
{
    // What it has left behind may hold its error text open; its last lines are there by then.
    private static readonly TimeSpan Lingering = TimeSpan.FromSeconds(2);
    private static readonly string[] Secrets = ["PASS", "TOKEN", "STORAGE", "SECRET", "KEY"];
    private readonly Process _process;
    private readonly ProgramStart _start;
    private readonly LastLines _last = new();
    private readonly Task _notes;
    private readonly CancellationTokenRegistration _cancelled;

    private RunningProgram(Process process, ProgramStart start, CancellationToken cancellation)
    {
        (_process, _start) = (process, start);
        _notes = _last.ReadAsync(process.StandardError.BaseStream);
        // A read from a pipe does not hear the token; the end of the process ends it.
        _cancelled = cancellation.Register(Kill);
    }

    /// <summary>What it prints.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>What it reads.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>The last lines of its error text so far.</summary>
    public string Last => _last.ToString();

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Starts it. Unavailable when it is not there.</summary>
    public static RunningProgram Start(ProgramStart start, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return new RunningProgram(Process.Start(InfoOf(start))!, start, cancellation);
        }
        catch (Win32Exception failure)
        {
            var install = start.Package is null ? "Check its name and the PATH" : $"Install the Debian package {start.Package}";
            throw StewardException.Unavailable($"The program '{Texts.Clip(start.Name, 80)}' cannot be started. {install}.", failure);
        }
    }

    /// <summary>Waits for its end, on the thread that reads its output.</summary>
    public int WaitForEnd()
    {
        _process.WaitForExit();
        _notes.Wait(Lingering);
        return _process.ExitCode;
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> WaitForEndAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        await Task.Run(() => _notes.Wait(Lingering));
        return _process.ExitCode;
    }

    /// <summary>The failure of a program that ended with a code other than 0, with its last lines.</summary>
    public StewardException Failed(string what, int code) =>
        StewardException.Invalid($"{_start.Name} failed at {what} (exit code {code}): {(Last.Length > 0 ? Last : "it gave no reason")}");

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancelled.Dispose();
        Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Kill()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself in between.
        }
    }

    // What opens the vault, the storage or Steward is nobody's business whom we start: not a plan's command's, not a drill's.
    private static bool IsSecret(string name) =>
        name.StartsWith("STEWARD_", StringComparison.OrdinalIgnoreCase) && Secrets.Any(s => name.Contains(s, StringComparison.OrdinalIgnoreCase));

    private static ProcessStartInfo InfoOf(ProgramStart start)
    {
        var info = new ProcessStartInfo(start.Program, start.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            WorkingDirectory = start.Folder ?? "",
        };
        foreach (var name in info.Environment.Keys.Where(IsSecret).ToList()) info.Environment.Remove(name);
        foreach (var (name, value) in start.Environment)
            if (value is null) info.Environment.Remove(name);
            else info.Environment[name] = value;
        return info;
    }
}
