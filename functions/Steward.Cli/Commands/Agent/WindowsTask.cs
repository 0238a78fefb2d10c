using System.Text;

namespace Steward.Cli.Commands.Agent;

/// <summary>
/// The PowerShell command that has Windows start an agent with the machine and again when it ends, as a task of the Task Scheduler: a service of Windows has to answer the service control
/// manager, which a program of the console does not.
/// </summary>
internal static class WindowsTask
{
    /// <summary>The command, one line.</summary>
    /// <param name="program">The command line, each part as it is.</param>
    /// <param name="name">The agent.</param>
    public static string Command(IReadOnlyList<string> program, string name) =>
        $"Register-ScheduledTask -TaskName {Quoted($"steward-agent-{name}")} -Action (New-ScheduledTaskAction -Execute {Quoted(program[0])} -Argument {Quoted(string.Join(' ', program.Skip(1).Select(Argument)))}) " +
        "-Trigger (New-ScheduledTaskTrigger -AtStartup) -Principal (New-ScheduledTaskPrincipal -UserId 'NT AUTHORITY\\SYSTEM' -LogonType ServiceAccount) " +
        "-Settings (New-ScheduledTaskSettingsSet -ExecutionTimeLimit 0 -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) -MultipleInstances IgnoreNew -AllowStartIfOnBatteries)";

    // As PowerShell reads it between single quotes.
    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // As CommandLineToArgvW reads it: backslashes count double before a quotation mark, and only there.
    private static string Argument(string part)
    {
        if (part.Length > 0 && !part.Any(c => char.IsWhiteSpace(c) || c == '"')) return part;
        var (text, slashes) = (new StringBuilder("\""), 0);
        foreach (var c in part)
        {
            if (c == '"') text.Append('\\', slashes + 1);
            slashes = c == '\\' ? slashes + 1 : 0;
            text.Append(c);
        }

        return text.Append('\\', slashes).Append('"').ToString();
    }
}
