using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Steward.Kernel;

namespace Steward.Azure.Git;

/// <summary>A running git with its error text collected (bounded), killed when disposed.</summary>
internal sealed class GitProcess : IAsyncDisposable
{
    private const int MaxErrorBytes = 8 * 1024;
    private readonly Process _process;
    private readonly Task<string> _error;

    private GitProcess(Process process)
    {
        _process = process;
        _error = ReadErrorAsync(process.StandardError.BaseStream);
    }

    /// <summary>What it prints.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>What it reads.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Starts git; Unavailable when the program is not there.</summary>
    public static GitProcess Start(string gitDirectory, string folder, IEnumerable<string> arguments)
    {
        try
        {
            return new GitProcess(Process.Start(GitStart.Info(gitDirectory, folder, arguments))!);
        }
        catch (Win32Exception failure)
        {
            throw Directory.Exists(gitDirectory)
                ? StewardException.Unavailable("The program 'git' cannot be started. Install git 2.36 or newer on this machine.", failure)
                : StewardException.NotFound($"There is no git repository at '{Texts.Clip(gitDirectory, 200)}' any more.");
        }
    }

    /// <summary>Waits for its end; 0 and no text, or the exit code and what it said.</summary>
    public async Task<(int Code, string Error)> WaitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return (_process.ExitCode, await _error);
    }

    /// <summary>Ends it now; reads from it end too.</summary>
    public void Kill()
    {
        try
        {
            if (!_process.HasExited) _process.Kill();
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself in between.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        await _error;
        _process.Dispose();
    }

    // Reads to the end, so that git never waits for us, and keeps the beginning.
    private static async Task<string> ReadErrorAsync(Stream error)
    {
        var kept = new MemoryStream();
        var chunk = new byte[1024];
        for (int read; (read = await error.ReadAsync(chunk)) > 0;)
            kept.Write(chunk, 0, (int)Math.Min(read, MaxErrorBytes - kept.Length));
        return Encoding.UTF8.GetString(kept.ToArray());
    }
}
