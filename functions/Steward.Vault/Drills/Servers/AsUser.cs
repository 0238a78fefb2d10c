using Steward.Kernel;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Drills.Servers;

/// <summary>Servers refuse to run as root: then they run as the user that their package has made.</summary>
internal static class AsUser
{
    private static readonly string[] RunUser = ["/usr/sbin/runuser", "/sbin/runuser"];

    /// <summary>The start of a program as the server's user where we are root, as ourselves otherwise.</summary>
    public static ProgramStart Start(string user, string program, params IEnumerable<string> arguments)
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows()) return new ProgramStart(program, [.. arguments]);
        var run = RunUser.FirstOrDefault(File.Exists) ?? throw StewardException.Unavailable("There is no 'runuser' on this machine, and a server does not run as root. Install the Debian package util-linux, or make the drill as another user.");
        return new ProgramStart(run, ["-u", user, "--", program, .. arguments]) { Folder = "/" };
    }

    /// <summary>The same with a folder for its temporary files: ours may be one that the server's user cannot write into.</summary>
    public static ProgramStart StartIn(string folder, string user, string program, params IEnumerable<string> arguments) =>
        Start(user, program, arguments) with { Environment = new Dictionary<string, string?> { ["TMPDIR"] = folder } };

    /// <summary>Gives a folder to the server's user where we are root.</summary>
    public static async Task GiveAsync(string user, string folder, CancellationToken cancellation)
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows()) return;
        await ProgramRun.SucceedAsync(new ProgramStart("chown", ["--", user, folder]), $"giving a folder to the user '{user}'", cancellation);
    }
}
