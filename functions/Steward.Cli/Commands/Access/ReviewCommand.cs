using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Cli.Views;
using Steward.Stages.Security.Access.Reviews;

namespace Steward.Cli.Commands.Access;

/// <summary><c>steward access review list|confirm|revoke</c>: the quarterly review.</summary>
internal static class ReviewCommand
{
    private const string Path = "/api/access/review";

    public static Command Build(CliServices services) => new("review", "The quarterly review of access: what everybody has, confirmed or revoked line by line.")
    {
        new Command("list", "The newest review with the answers so far.").Asks(services,
            (client, _, cancellation) => client.RequireAsync<ReviewAnswer>(Path, cancellation), answer => Show(services, answer)),
        Say(services, "confirm", "Confirms a line in your name."),
        Say(services, "revoke", "Says in your name that a line is not to be; change the access file then. It stays open until it is gone."),
    };

    private static Command Say(CliServices services, string verb, string description)
    {
        var line = new Argument<string>("LINE") { Description = "The line's id, as 'list' shows it." };
        return new Command(verb, description) { line }.Asks(services,
            (client, parsed, cancellation) => client.PostAsync<ReviewAnswer>($"{Path}/{verb}", new ReviewSaid(parsed.GetRequiredValue(line)), cancellation),
            answer => services.Out.WriteLine($"{answer.Period}: {answer.Open} of {answer.Lines.Count} lines are open."));
    }

    private static void Show(CliServices services, ReviewAnswer answer)
    {
        var table = Marks.Table("Line", "Person", "Level", "Because", "Grants", "State", "By");
        foreach (var (line, state, by, _) in answer.Lines)
            table.AddRow(line.Id, Marks.Plain(line.Person), Marks.Plain(line.Level), Marks.Plain(line.Revoked is { } before ? $"{line.Because}; {before}" : line.Because), Marks.Plain(string.Join(", ", line.Grants)), state, Marks.Plain(by));
        services.Out.Write(table);
        services.Out.WriteLine($"{answer.Period}: {answer.Open} open, due {Marks.Of(answer.DueAt)} UTC{(answer.Overdue ? ": overdue" : "")}.");
    }
}
