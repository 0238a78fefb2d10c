namespace Steward.Vault.Sources.Programs;

/// <summary>Commands that the user wrote for a shell.</summary>
internal static class Shell
{
    private static readonly string? Bash = new[] { "/bin/bash", "/usr/bin/bash" }.FirstOrDefault(File.Exists);

    /// <summary>The start of a command. With bash, every part of a pipe has to succeed.</summary>
    public static ProgramStart Of(string command)
    {
        if (OperatingSystem.IsWindows()) return new ProgramStart("cmd.exe", ["/d", "/c", command]);
        return Bash is null ? new ProgramStart("/bin/sh", ["-c", command]) : new ProgramStart(Bash, ["-o", "pipefail", "-c", command]);
    }
}
