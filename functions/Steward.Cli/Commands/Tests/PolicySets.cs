using Spectre.Console;
using Steward.Cli.Git;
using Steward.Cli.Policies;
using Steward.Kernel;
using Steward.Stages.Testing.Results;

namespace Steward.Cli.Commands.Tests;

/// <summary><c>steward tests list</c>: the test sets of the policy here.</summary>
internal static class PolicySets
{
    public static async Task<int> ShowAsync(CliServices services, bool json, CancellationToken cancellation)
    {
        var copy = await WorkingCopy.FindAsync(services.Folder, cancellation);
        var sets = (await PolicyFile.ReadAsync(copy.Root, cancellation)).Get(ResultsPolicy.Section).Sets;
        if (json) services.PrintJson(new { sets });
        else Show(services, sets);
        return Exit.Yes;
    }

    private static void Show(CliServices services, IReadOnlyList<TestSet> sets)
    {
        var table = new Table().AddColumns("set", "where", "expectation", "command");
        foreach (var column in table.Columns.Take(2)) column.NoWrap();
        foreach (var set in sets) table.AddRow(set.Name, set.Where, Markup.Escape(Expectation(set)), Markup.Escape(Texts.Clip(set.Command ?? Elsewhere(set), 200)));
        services.Out.Write(table);
    }

    private static string Elsewhere(TestSet set) => set.Workflow is { } workflow ? $"(workflow {workflow}{(set.Job is { } job ? $", {job}" : "")})" : "(its reports are uploaded)";

    private static string Expectation(TestSet set) => string.Join(", ", new[]
    {
        $"at least {Texts.Count(set.Minimum, "test")}",
        set.MaxSkipped is { } most ? $"at most {most} skipped" : null,
        set.Shards is { } shards ? Texts.Count(shards, "shard") : null,
        set.Required ? null : "not required",
    }.OfType<string>());
}
