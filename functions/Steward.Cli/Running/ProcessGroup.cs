using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Steward.Cli.Running;

/// <summary>A command in a process group of its own (where the machine has <c>setsid</c>), so that all that it starts can be ended with it.</summary>
internal sealed class ProcessGroup : IDisposable
{
    // Time to clean up: containers, files, other machines.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly string? SetSid = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);
    private readonly TimeProvider _time;
    private readonly string _mark;

    private ProcessGroup(Process leader, string mark, TimeProvider time) => (Leader, _mark, _time) = (leader, mark, time);

    public Process Leader { get; }

    /// <summary>Starts a bash command with its outputs redirected and nothing to read.</summary>
    public static ProcessGroup Start(string command, string folder, IReadOnlyDictionary<string, string> variables, TimeProvider time)
    {
        var start = new ProcessStartInfo(SetSid ?? "bash", SetSid is null ? ["-c", command] : ["bash", "-c", command])
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        CommandEnvironment.Apply(start.Environment, variables);
        var mark = RandomNumberGenerator.GetHexString(32);
        start.Environment[MarkedProcesses.Variable] = mark;
        var leader = Process.Start(start)!;
        leader.StandardInput.Close();
        return new ProcessGroup(leader, mark, time);
    }

    /// <summary>Ends all of the group: asks first, and after a while does not ask any more.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("TERM");
        try
        {
            await Leader.WaitForExitAsync().WaitAsync(Grace, _time);
        }
        catch (TimeoutException)
        {
            Leader.Kill(entireProcessTree: true);
        }

        await KillAsync();
        await Leader.WaitForExitAsync();
    }

    /// <summary>Ends what is left of the group at once, and what has left it.</summary>
    public async Task KillAsync()
    {
        await SignalAsync("KILL");
        MarkedProcesses.Kill(_mark);
    }

    public void Dispose() => Leader.Dispose();

    // Bash has kill built in; that nobody is left to get the signal is no failure.
    private async Task SignalAsync(string signal)
    {
        if (SetSid is null)
        {
            if (!Leader.HasExited) Leader.Kill(entireProcessTree: true);
            return;
        }

        var group = Leader.Id.ToString(CultureInfo.InvariantCulture);
        using var kill = Process.Start(new ProcessStartInfo("bash", ["-c", $"kill -s {signal} -- -{group} 2>/dev/null"]) { UseShellExecute = false })!;
        await kill.WaitForExitAsync();
    }
}
