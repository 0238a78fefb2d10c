using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;

namespace Steward.Cli.Commands.Agent;

/// <summary><c>steward agent install</c>: writes the unit for systemd, or prints the command that has Windows start the agent.</summary>
internal static class InstallCommand
{
    public static Command Build(CliServices services)
    {
        var options = new AgentRunOptions();
        var unit = new Option<string?>("--unit") { Description = "Where the unit is written; - prints it. Default /etc/systemd/system/steward-agent-NAME.service." };
        var program = new Option<string?>("--program") { Description = "The program 'steward' that the service starts. Default: this one." };
        var restores = new Option<string[]>("--restore-to") { Description = "A folder that approved restores beside what is there may write to: a full path. Everything but vaults and these is read-only. Several are given one after the other.", DefaultValueFactory = _ => [] };
        var windows = new Option<bool>("--windows") { Description = "Print the PowerShell command that has Windows start the agent with the machine, and write nothing." };
        var command = new Command("install", "Writes a unit for systemd that runs the agent, hardened; or prints the command that has Windows start it.") { unit, program, restores, windows };
        options.AddTo(command);
        return command.Does(services, async (parsed, cancellation) =>
        {
            var read = options.Read(parsed, services.PathOf);
            var line = Line(parsed.GetValue(program), read);
            var folders = parsed.GetRequiredValue(restores);
            if (folders.FirstOrDefault(f => !f.StartsWith('/') || f.Any(char.IsControl)) is { } wrong) throw StewardException.Invalid($"--restore-to names a folder by its full path, not '{Texts.Clip(wrong, 100)}'.");
            if (parsed.GetValue(windows)) services.Writer.WriteLine(WindowsTask.Command(line, read.Name));
            else await WriteAsync(services, parsed.GetValue(unit) ?? $"/etc/systemd/system/steward-agent-{read.Name}.service", SystemdUnit.Write(line, read, folders), read, cancellation);
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
}
