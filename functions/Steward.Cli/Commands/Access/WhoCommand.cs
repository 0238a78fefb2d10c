using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Cli.Views;
using Steward.Stages.Security.Access.Asking;

namespace Steward.Cli.Commands.Access;

/// <summary><c>steward access who PATH_OR_PERMISSION</c>: 0 somebody, 1 nobody.</summary>
internal static class WhoCommand
{
    public static Command Build(CliServices services)
    {
        var what = new Argument<string>("PATH_OR_PERMISSION") { Description = "github:acme/app:push, github:@acme/team, azure:SCOPE:Reader, steward:approve, or acme/app/src/x." };
        var (file, on, json) = (AccessOptionsOf.File(), AccessOptionsOf.On(), CommandActions.JsonOption());
        return new Command("who", "Who may do something, with the position and level that give it.") { what, file, on, json }.Does(services, async (parsed, cancellation) =>
        {
            var asked = Permission.Parse(parsed.GetRequiredValue(what));
            var answer = parsed.GetValue(file) is { } path
                ? AccessQuestions.Who(await AccessInput.ReadAsync(services, path, cancellation), asked, parsed.GetValue(on) is { } day ? Days.Read(day) : services.Time.GetUtcNow())
                : await RemoteAsync(services, parsed.GetRequiredValue(what), cancellation);
            if (parsed.GetValue(json)) services.PrintJson(answer);
            else Show(services, answer);
            return answer.People.Count > 0 ? Exit.Yes : Exit.No;
        });
    }

    private static async Task<WhoAnswer> RemoteAsync(CliServices services, string what, CancellationToken cancellation)
    {
        using var client = StewardClient.Open(services);
        return await client.RequireAsync<WhoAnswer>($"/api/access/who?permission={Uri.EscapeDataString(what)}", cancellation);
    }

    private static void Show(CliServices services, WhoAnswer answer)
    {
        if (answer.People.Count == 0) services.Out.WriteLine($"No position gives anybody {answer.Permission}.");
        else services.Out.Write(GrantsTable(answer));
    }

    private static Table GrantsTable(WhoAnswer answer)
    {
        var table = Marks.Table("Person", "Account", "Has", "At", "Because");
        foreach (var w in answer.People)
            table.AddRow(Marks.Plain(w.Person), Marks.Plain(w.Account ?? "none"), Marks.Plain(w.Right), Marks.Plain(w.Target), Marks.Plain(string.Join("; ", w.Because.Select(b => b.Sentence))));
        return table;
    }
}
