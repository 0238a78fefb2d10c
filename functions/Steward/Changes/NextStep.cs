using System.Globalization;
using Steward.Gates;
using Steward.Kernel;

namespace Steward.Changes;

/// <summary>One thing that stands in a change's way, and what to do about it.</summary>
/// <param name="Path">Where it stands in the verdict tree, without the root.</param>
/// <param name="Node">The node.</param>
/// <param name="Advice">A sentence that says what to do next.</param>
/// <param name="Command">The command that does it, where there is one.</param>
public sealed record NextStep(string Path, VerdictNode Node, string Advice, string? Command)
{
    private const string ResultsOf = "testing/results/";

    /// <summary>What stands in the way, the worst first: what could not be found out, what failed, what is missing, what only has to be waited for.</summary>
    public static IReadOnlyList<NextStep> Of(ChangeRecord change, DateTimeOffset now) =>
        [.. (change.Tree?.Children ?? []).SelectMany(c => c.Walk())
            .Where(n => !n.Node.Verdict.LetsThrough() && !n.Node.Children.Any(c => !c.Verdict.LetsThrough()))
            .OrderByDescending(n => n.Node.Verdict).ThenBy(n => n.Node.AwaitUntil > now)
            .Select(n => Of(change.Id, n.Path, n.Node, now))];

    private static NextStep Of(ChangeId change, string path, VerdictNode node, DateTimeOffset now) => node.Verdict switch
    {
        Verdict.Missing when node.AwaitUntil is { } until && until > now => new(path, node, $"Nothing to do if it comes by itself: it is awaited until {Utc(until)}, and the verdict follows by itself.", null),
        Verdict.Missing when ResultsCommand(change, path) is { } command => new(path, node, "Upload the results of this test set:", command),
        Verdict.Missing => new(path, node, "Bring what is missing; the evidence about it decides the change again.", null),
        Verdict.Error => new(path, node, "Steward could not find this out. Mend what the sentence names; the next evidence about the commit, or a resumed orchestration, decides it again.", null),
        _ => new(path, node, "Mend it in a new commit, or have it waived until a date.", null),
    };

    private static string? ResultsCommand(ChangeId change, string path) =>
        path.StartsWith(ResultsOf, StringComparison.Ordinal) && PartOf(path[ResultsOf.Length..].Split('/')) is { } part
            ? $"steward results push FILE --set {part} --product {change.Product} --commit {change.Commit}"
            : null;

    // A set, or one of its shards: "unit/shard 2 of 4".
    private static string? PartOf(string[] below) => below switch
    {
        [var set] => set,
        [var set, var shard] when shard.Split(' ') is ["shard", var number, "of", var count] => $"{set} --shard {number}/{count}",
        _ => null,
    };

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
