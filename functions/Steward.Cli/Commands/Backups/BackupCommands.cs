using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Servers;
using Steward.Stages.Development.Backups.Showing;

namespace Steward.Cli.Commands.Backups;

/// <summary><c>steward backups</c>: the plans of a running Steward, and one now.</summary>
internal sealed class BackupCommands : ICommandGroup
{
    internal const string Path = "/api/backups";

    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        var command = new Command("backups", "Backups by plan: how they stand, what is due, what runs. 1 when a plan is not proved.")
        {
            Show(services), Order(services, "run", "Orders a backup of a plan now.", drill: false), Order(services, "drill", "Orders a drill of a plan's newest backup now.", drill: true),
            LookCommand.Build(services), Check(services), Schema(services),
        };
        var json = CommandActions.JsonOption();
        command.Add(json);
        yield return command.Does(services, async (parsed, cancellation) =>
        {
            using var client = StewardClient.Open(services);
            var report = await client.RequireAsync<BackupReport>(Path, cancellation);
            if (parsed.GetValue(json)) services.PrintJson(report);
            else BackupTables.Show(services, report);
            return report.Plans.All(p => p.State == PlanState.Proved) ? Exit.Yes : Exit.No;
        });
    }

    private static Argument<string> Plan() => new("PLAN") { Description = "The plan: owner/name:plan or servers:plan." };

    private static Command Show(CliServices services)
    {
        var plan = Plan();
        return new Command("show", "Shows one plan with its newest runs.") { plan }.Asks(services,
            (client, parsed, cancellation) => client.RequireAsync<PlanReport>($"{Path}/plan?plan={Uri.EscapeDataString(parsed.GetRequiredValue(plan))}", cancellation),
            report => BackupTables.Show(services, report));
    }

    private static Command Order(CliServices services, string name, string description, bool drill)
    {
        var plan = Plan();
        return new Command(name, description) { plan }.Asks(services,
            (client, parsed, cancellation) => client.PostAsync<BackupOrder>($"{Path}/order", new { Plan = parsed.GetRequiredValue(plan), Drill = drill }, cancellation),
            order => services.Out.WriteLine($"{order.Kind} {order.Id} is {(order.Claim is null ? "ordered" : "under way")}."));
    }

    private static Command Check(CliServices services)
    {
        var (file, json) = (new Argument<string>("FILE") { Description = ServersModel.FileName }, CommandActions.JsonOption());
        return new Command("check", $"Reads {ServersModel.FileName} strictly, without a server.") { file, json }.Does(services, async (parsed, cancellation) =>
        {
            var reading = ServersReader.Read(await File.ReadAllTextAsync(services.PathOf(parsed.GetRequiredValue(file)), cancellation));
            if (parsed.GetValue(json)) services.PrintJson(new { Valid = reading.Model is not null, reading.Problems });
            else foreach (var p in reading.Problems) services.Out.MarkupLineInterpolated($"{p.Line}:{p.Column} {p.Path}: {p.Message}");
            if (reading.Model is { } model && !parsed.GetValue(json)) services.Out.WriteLine($"{model.Plans.Count} plans, {model.Agents.Count} agents.");
            return reading.Model is null ? Exit.No : Exit.Yes;
        });
    }

    private static Command Schema(CliServices services) =>
        new Command("schema", $"Prints the JSON Schema of {ServersModel.FileName}, for editors.").Does(services, async (_, _) =>
        {
            await services.Writer.WriteAsync(ServersSchema.Generate());
            return Exit.Yes;
        });
}
