using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Stages.Security.Seats;
using Steward.Stages.Security.Seats.Use;

namespace Steward.Cli.Commands.Seats;

/// <summary><c>steward seats</c>: bought licences and who has their seats.</summary>
internal sealed class SeatsCommands : ICommandGroup
{
    internal const string Path = "/api/seats";

    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        yield return new Command("seats", "Bought software licences: who has their seats, what is unused, when they run out and end.")
        {
            List(services), Show(services), ImportCommand.Build(services), Assign(services), ReturnCommand.Build(services), Forecast(services), CheckCommand.Build(services),
        };
    }

    private static Command List(CliServices services) => new Command("list", "Shows every licence with a bar of its seats.").Asks(services,
        (client, _, cancellation) => client.RequireAsync<SeatReport>(Path, cancellation), report => SeatTables.Show(services, report));

    private static Command Forecast(CliServices services) => new Command("forecast", "Shows when seats run out and terms end.").Asks(services,
        (client, _, cancellation) => client.RequireAsync<SeatReport>(Path, cancellation), report => SeatTables.Forecast(services, report));

    private static Command Show(CliServices services)
    {
        var licence = new Argument<string>("LICENCE") { Description = "The licence's id." };
        return new Command("show", "Shows one licence with its people and its history.") { licence }.Asks(services,
            (client, parsed, cancellation) => client.RequireAsync<LicenceHistory>($"{Path}/{Uri.EscapeDataString(parsed.GetValue(licence)!)}", cancellation),
            history => SeatTables.Show(services, history));
    }

    private static Command Assign(CliServices services)
    {
        var licence = new Argument<string>("LICENCE") { Description = "The licence's id." };
        var person = new Argument<string>("PERSON") { Description = "The person's key, such as github:ada." };
        var beyond = new Option<bool>("--beyond") { Description = "Also when no seat is free." };
        return new Command("assign", "Gives a person a seat.") { licence, person, beyond }.Asks(services,
            (client, parsed, cancellation) => client.PostAsync<SeatsChanged>(
                $"{Path}/assign", new AssignRequest(parsed.GetValue(licence)!, parsed.GetValue(person)!, parsed.GetValue(beyond)), cancellation),
            changed => Tell(services, changed));
    }

    internal static void Tell(CliServices services, SeatsChanged changed)
    {
        foreach (var change in changed.Changes) services.Out.MarkupLineInterpolated($"{change}");
        if (changed.Changes.Count == 0) services.Out.WriteLine("Nothing had to be changed.");
    }
}
