using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;

namespace Steward.Cli.Commands.Agent;

/// <summary><c>steward agent install</c>: writes the unit for systemd, or prints the command of a Windows service.</summary>
internal static class InstallCommand
{
    public static Command Build(CliServices services)
    {
        var options = new AgentRunOptions();
        var unit = new Option<string?>("--unit") { Description = "Where the unit is written; - prints it. Default /etc/systemd/system/steward-agent-NAME.service." };
        var program = new Option<string?>("--program") { Description = "The program 'steward' that the service starts. Default: this one." };
        var windows = new Option<bool>("--windows") { Description = "Print the command that makes a Windows service, and write nothing." };
        var command = new Command("install", "Writes a unit for systemd that runs the agent, hardened; or prints the command that makes a Windows service.") { unit, program, windows };
        options.AddTo(command);
        return command.Does(services, async (parsed, cancellation) =>
        {
            var read = options.Read(parsed, services.PathOf);
            var line = Line(parsed.GetValue(program), read);
            if (parsed.GetValue(windows)) services.Writer.WriteLine(WindowsCommand(read, line));
            else await WriteAsync(services, parsed.GetValue(unit) ?? $"/etc/systemd/system/steward-agent-{read.Name}.service", SystemdUnit.Write(line, read), read, cancellation);
            return Exit.Yes;
        });
    }

    private static async Task WriteAsync(CliServices services, string unit, string text, AgentOptions options, CancellationToken cancellation)
    {
        if (unit == "-")
        {
            await services.Writer.WriteAsync(text.AsMemory(), cancellation);
            return;
        }

        await File.WriteAllTextAsync(services.PathOf(unit), text, cancellation);
        services.Notes.MarkupLineInterpolated($"{unit} was written. Start it: systemctl daemon-reload && systemctl enable --now steward-agent-{options.Name}");
    }

    private static List<string> Line(string? program, AgentOptions options)
    {
        var line = new List<string> { program ?? System.Environment.ProcessPath ?? throw StewardException.Invalid("Say with --program what the service starts."), "agent", "run", "--url", options.Url.AbsoluteUri, "--name", options.Name, "--token-file", options.TokenFile };
        foreach (var (name, vault) in options.Vaults) line.AddRange(["--vault", $"{name}={vault.Address},{vault.Secret}"]);
        foreach (var (name, _) in options.Vaults.Where(v => v.Value.IsKeeper)) line.AddRange(["--keeper", name]);
        if (options.AllowsCommands) line.Add("--allow-commands");
        if (options.AllowsInPlace) line.Add("--allow-in-place");
        return line;
    }

    private static string WindowsCommand(AgentOptions options, List<string> line) =>
        $"sc.exe create steward-agent-{options.Name} start= delayed-auto obj= \"NT AUTHORITY\\LocalService\" binPath= \"{string.Join(' ', line.Select(p => p.Contains(' ', StringComparison.Ordinal) ? $"\\\"{p}\\\"" : p))}\"";
}
