using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Steward.Vault.Native;

/// <summary>Servers of drills outlive a drill that is killed. They are known by their data folder, which no other program was ever told.</summary>
internal static class LeftServers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Ends those that work in a folder.</summary>
    public static void End(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        string[] arguments = [$"{folder}/data", $"--datadir={folder}/data"];
        foreach (var process in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName))
            if (int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && ArgumentsOf(number).Any(arguments.Contains)) End(number);
    }

    private static string[] ArgumentsOf(int process)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{process}/cmdline")).Split('\0');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static void End(int process)
    {
        try
        {
            using var server = Process.GetProcessById(process);
            server.Kill();
            server.WaitForExit(Patience);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }
}
