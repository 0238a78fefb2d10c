using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Cli.Views;
using Steward.Kernel;
using Steward.Stages.Security.Access.Asking;

namespace Steward.Cli.Commands.Access;

/// <summary><c>steward access could NAME on DATE</c>: what somebody could do then, by the file that was in force.</summary>
internal static class CouldCommand
{
    public static Command Build(CliServices services)
    {
        var name = new Argument<string>("NAME") { Description = "The person's key in the file, or a login." };
        var when = new Argument<string[]>("on DATE") { Description = "The day or moment: on 2026-12-31. Left out: now.", Arity = new ArgumentArity(0, 2) };
        var (file, json) = (AccessOptionsOf.File(), CommandActions.JsonOption());
        return new Command("could", "What somebody could do on a day, from the ledger (or by a file).") { name, when, file, json }.Does(services, async (parsed, cancellation) =>
        {
            var time = TimeOf(services, parsed.GetValue(when) ?? []);
            var answer = parsed.GetValue(file) is { } path
                ? AccessQuestions.Could(await AccessInput.ReadAsync(services, path, cancellation), parsed.GetRequiredValue(name), time)
                : await RemoteAsync(services, parsed.GetRequiredValue(name), time, cancellation);
            if (parsed.GetValue(json)) services.PrintJson(answer);
            else Show(services, answer);
            return answer.Grants.Any(g => g.State != HeldGrant.NotYet || g.System == "steward") ? Exit.Yes : Exit.No;
        });
    }

    // A day means the whole of it: what was planned on that day counts.
    private static DateTimeOffset TimeOf(CliServices services, string[] words) => words switch
    {
        [] => services.Time.GetUtcNow(),
        [var day] => EndOf(day),
        ["on", var day] => EndOf(day),
        _ => throw StewardException.Invalid("Write: steward access could NAME on 2026-12-31."),
    };

    private static DateTimeOffset EndOf(string day) => day.Contains('T', StringComparison.Ordinal) ? Days.Read(day) : Days.Read(day).AddDays(1).AddSeconds(-1);

    private static async Task<CouldAnswer> RemoteAsync(CliServices services, string name, DateTimeOffset time, CancellationToken cancellation)
    {
        using var client = StewardClient.Open(services);
        return await client.RequireAsync<CouldAnswer>($"/api/access/could?name={Uri.EscapeDataString(name)}&at={Uri.EscapeDataString(time.UtcDateTime.ToString("O"))}", cancellation);
    }

    private static void Show(CliServices services, CouldAnswer answer)
    {
        services.Out.WriteLine($"{answer.Person} at {Marks.Of(answer.At)} UTC{(answer.Commit is { } commit ? $", by the file of {commit.Abbreviated}" : "")}:");
        var table = Marks.Table("System", "Kind", "Target", "Right", "State", "Because");
        foreach (var g in answer.Grants) table.AddRow(g.System, g.Kind, Marks.Plain(g.Target), Marks.Plain(g.Right), g.Given is { } given && g.State == HeldGrant.NotYet ? $"[yellow]not yet {Marks.Plain(given)}[/]" : Word(g.State), Marks.Plain(string.Join("; ", g.Because.Select(b => b.Sentence))));
        services.Out.Write(table);
        foreach (var sentence in answer.Known) services.Out.MarkupLineInterpolated($"[grey]known by[/] {sentence}");
    }

    private static string Word(string? state) => state switch
    {
        HeldGrant.InPlace => "in place",
        HeldGrant.NotYet => "[yellow]not yet[/]",
        HeldGrant.Still => "[yellow]still there[/]",
        HeldGrant.NotKnown => "[grey]not known[/]",
        _ => "by the file",
    };
}
