using System.CommandLine;
using Spectre.Console;
using Steward.Answers;
using Steward.Cli.Remote;
using Steward.Cli.Views;
using Steward.Engine;
using Steward.Kernel;

namespace Steward.Cli.Commands.Orchestrations;

/// <summary><c>steward orchestrations</c>: what runs, what failed and why, and how it goes on.</summary>
internal sealed class OrchestrationCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        yield return new Command("orchestrations", "Shows and steers orchestrations.")
        {
            List(services),
            Show(services),
            Steer(services, "resume", "Lets a suspended orchestration go on, and a failed one try again."),
            Steer(services, "suspend", "Holds an orchestration: what happens is recorded, nothing is run."),
            Steer(services, "terminate", "Ends an orchestration at once."),
            Steer(services, "purge", "Removes an ended orchestration with its history."),
        };
    }

    private static Command List(CliServices services)
    {
        var prefix = new Option<string?>("--prefix") { Description = "Only ids that begin so: change:owner/name." };
        var status = new Option<OrchestrationRuntimeStatus?>("--status") { Description = "Only this state." };
        return new Command("list", "Lists orchestrations, failed ones first.") { prefix, status }.Asks(services,
            (client, parsed, cancellation) => client.RequireAsync<OrchestrationList>(
                $"{RemotePaths.Orchestrations}?{Query(parsed.GetValue(prefix), parsed.GetValue(status))}", cancellation),
            list => Print(services, list));
    }

    private static Command Show(CliServices services)
    {
        var id = Id();
        return new Command("show", "Shows one orchestration.") { id }.Asks(services,
            (client, parsed, cancellation) => client.RequireAsync<OrchestrationMetadata>(RemotePaths.Orchestration(parsed.GetValue(id)!), cancellation),
            instance => Print(services, instance));
    }

    private static Command Steer(CliServices services, string verb, string description)
    {
        var id = Id();
        var reason = new Option<string?>("--reason") { Description = "Why." };
        return new Command(verb, description) { id, reason }.Asks(services,
            (client, parsed, cancellation) => client.PostAsync<SteerAnswer>(
                $"{RemotePaths.Orchestrations}/{verb}", new SteerRequest(parsed.GetValue(id)!, parsed.GetValue(reason)), cancellation),
            answer => services.Out.WriteLine($"{answer.Id} was {answer.Did}."));
    }

    private static Argument<string> Id() => new("ID") { Description = "The orchestration's id, as the list shows it." };

    private static string Query(string? prefix, OrchestrationRuntimeStatus? status) =>
        $"prefix={Uri.EscapeDataString(prefix ?? "")}{(status is null ? "" : $"&status={status}")}";

    private static void Print(CliServices services, OrchestrationList list)
    {
        var table = Marks.Table("Id", "State", "Last event", "Why");
        foreach (var i in list.Orchestrations)
            table.AddRow(Marks.Plain(i.InstanceId), i.RuntimeStatus.ToString(), Marks.Of(i.LastUpdatedAt), Marks.Plain(Texts.Clip(i.FailureDetails?.ErrorMessage, 120)));
        services.Out.Write(table);
        if (list.More) services.Out.WriteLine("There are more; narrow the list with --prefix or --status.");
    }

    private static void Print(CliServices services, OrchestrationMetadata instance)
    {
        var table = Marks.Table("What", "Value");
        table.AddRow("Id", Marks.Plain(instance.InstanceId)).AddRow("Orchestrator", Marks.Plain(instance.Name));
        table.AddRow("State", instance.RuntimeStatus.ToString()).AddRow("Started", Marks.Of(instance.CreatedAt)).AddRow("Last event", Marks.Of(instance.LastUpdatedAt));
        if (instance.FailureDetails is { } failure) table.AddRow("Why", Marks.Plain(failure.ErrorMessage));
        if (instance.SerializedCustomStatus is { } status) table.AddRow("Status", Marks.Plain(status));
        if (instance.SerializedInput is { } input) table.AddRow("Input", Marks.Plain(Texts.Clip(input, 2000)));
        if (instance.SerializedOutput is { } output) table.AddRow("Output", Marks.Plain(Texts.Clip(output, 2000)));
        services.Out.Write(table);
    }
}
