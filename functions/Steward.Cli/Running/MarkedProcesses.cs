using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Steward.Cli.Running;

/// <summary>
/// Processes that inherited a mark in their environment, also those that have gone into a group or session of their own. Where there is no
/// <c>/proc</c> none are found.
/// </summary>
internal static class MarkedProcesses
{
    /// <summary>The variable that holds the mark.</summary>
    public const string Variable = "STEWARD_RUN_MARK";

    // Each may have started another while the others were looked at.
    private const int MaxRounds = 5;

    public static void Kill(string mark)
    {
        for (var round = 0; round < MaxRounds && KillOnce($"{Variable}={mark}"); round++)
        {
            // The next round finds those that came in between, or none.
        }
    }

    private static bool KillOnce(string entry)
    {
        var found = Marked(Encoding.ASCII.GetBytes(entry)).ToList();
        foreach (var id in found) Kill(id);
        return found.Count > 0;
    }

    private static IEnumerable<int> Marked(byte[] entry)
    {
        if (!Directory.Exists("/proc/self")) yield break;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Environment(folder).IndexOf(entry) >= 0) yield return id;
        }
    }

    private static ReadOnlySpan<byte> Environment(string folder)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, "environ"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Gone in between, or another user's: not one of ours.
            return [];
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // Gone in between.
        }
    }
}
