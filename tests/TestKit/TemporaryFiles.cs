using System.Globalization;

namespace Steward.TestKit;

/// <summary>Temporary files of a run of tests.</summary>
public static class TemporaryFiles
{
    private const string Name = "steward-tests-run-";

    /// <summary>From now on everything temporary of this process and its children lies in a folder of its own, which is removed at its end; what runs that were killed left is removed now.</summary>
    public static void OwnRoot()
    {
        var temporary = Path.GetTempPath();
        foreach (var left in Directory.EnumerateDirectories(temporary, Name + "*"))
            if (int.TryParse(Path.GetFileName(left)[Name.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var process) && !Directory.Exists($"/proc/{process}")) Remove(left);
        // Servers of drills run as users of their own and have to get through.
        var root = Directory.CreateDirectory(Path.Combine(temporary, Name + Environment.ProcessId.ToString(CultureInfo.InvariantCulture))).FullName;
        Environment.SetEnvironmentVariable("TMPDIR", root);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(root);
    }

    private static void Remove(string folder)
    {
        try
        {
            // The shell's own, which also takes what was restored with names that are no text, or without permissions.
            using var removal = System.Diagnostics.Process.Start("sh", ["-c", "chmod -R u+rwX \"$1\" 2>/dev/null; rm -rf \"$1\"", "sh", folder]);
            removal.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Without a shell it stays.
        }
    }
}
