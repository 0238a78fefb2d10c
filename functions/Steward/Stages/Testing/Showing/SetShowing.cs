using Steward.Gates;
using Steward.Stages.Testing.Results.Attempts;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Showing;

/// <summary>Shows one test set: the gate's verdict about it, its parts by name, and its tests.</summary>
/// <param name="facts">What is known of the commit.</param>
/// <param name="page">The page of tests, from 1.</param>
/// <param name="size">How many tests a page has.</param>
internal sealed class SetShowing(GateFacts facts, int page, int size)
{
    private const string Whole = "whole set";

    public SetView Show(SetFacts set, VerdictNode judged)
    {
        var count = ShardCount.Of(set.Set, set.Reports, set.Announced).Number;
        IReadOnlyList<Part> parts = Part.Stray(set, count) is { } stray ? [.. Part.Of(set, count), stray] : Part.Of(set, count);
        var counting = parts.Select(p => p.Complete ?? (p.Attempts.Count > 0 ? p.Attempts[0] : null)).OfType<Attempt>().ToList();
        var counts = counting.Aggregate(ReportCounts.None, (sum, a) => sum + a.Counts);
        var listed = new SetTests(facts.Payloads);
        var tests = listed.Of(parts);
        var shown = tests.Skip((page - 1) * size).Take(size).ToList();
        return new SetView(
            set.Set.Name, judged.Verdict, judged.Reason, counts, [.. parts.Select(Show)], shown, tests.Count, tests.Count > page * size ? page + 1 : null)
        {
            AwaitUntil = judged.AwaitUntil,
            Unlisted = listed.Unlisted,
        };
    }

    private static PartView Show(Part part)
    {
        var name = part.Number == 0 ? "no shard named" : part.Name ?? Whole;
        return new PartView(name, StateOf(part), [.. part.Attempts.Select(a => new AttemptView(a.Number, a.Counts, a == part.Complete, a.Unread ?? a.Problem))]);
    }

    private static PartState StateOf(Part part) => part switch
    {
        { HasCome: true } => PartState.Complete,
        _ when part.OfNewest.Any(a => a.IsAborted) => PartState.Aborted,
        _ when part.Attempts.Any(a => a.Number >= part.Newest) => PartState.Incomplete,
        _ => PartState.Missing,
    };
}
