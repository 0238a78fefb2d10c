using System.Globalization;
using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Release.Tracing;

/// <summary>A trace in a sentence.</summary>
internal static class TraceText
{
    private const int MaxTitle = 80;

    public static string Of(LineTrace trace)
    {
        var advice = trace.IsBrought ? "" : " Push the commit in a change to have it judged; until then the gate of a release names it.";
        return $"This line was written by {Said(trace.Commit)}{Origin(trace)}, {Brought(trace.Commit, trace.Change)}, {Moved(trace)}{Released(trace.Releases)}.{advice}";
    }

    private static string Moved(LineTrace trace) =>
        trace.MovedBy is not { } commit ? "" : $"moved here by {Said(commit)}, {Brought(commit, trace.MovedWith)}, ";

    private static string Said(TracedCommit commit)
    {
        var day = commit.CommittedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var title = commit.Title.Length == 0 ? "" : $" \"{Texts.Clip(commit.Title, MaxTitle)}\"";
        var account = commit.Login is { } login ? $" ({login})" : "";
        return $"commit {commit.Sha.Abbreviated}{title} of {day}{(commit.Author.Length == 0 ? "" : $" by {Texts.Clip(commit.Author, MaxTitle)}{account}")}";
    }

    private static string Origin(LineTrace trace) =>
        trace.Commit.Path == trace.Path && (trace.MovedBy is null || trace.Commit.Line == trace.Line) ? "" : $" (there {Texts.Clip(trace.Commit.Path, 200)} line {trace.Commit.Line})";

    private static string Brought(TracedCommit commit, TracedChange? brought) => brought is not { } change
        ? "which no change has brought through the stages"
        : $"brought by the push of {change.PushedBy}{(change.Ref is { } name ? $" to {name}" : "")}{With(commit, change)}, {Decided(change.Verdict)}";

    private static string With(TracedCommit commit, TracedChange change) => change.Head == commit.Sha ? "" : $" with the head {change.Head.Abbreviated}";

    private static string Decided(Verdict? verdict) => verdict switch
    {
        null => "not decided yet",
        Verdict.Pass => "let through",
        { } said when said.LetsThrough() => $"let through ({said})",
        { } said => $"not let through ({said})",
    };

    private static string Released(IReadOnlyList<TracedRelease> releases)
    {
        var released = releases.Where(r => r.Released != false).ToList();
        if (released.Count > 0)
            return released.Count == 1 ? $"released in {released[0].Tag}" : $"released first in {released[0].Tag} and in {Texts.Count(released.Count - 1, "release")} since, the newest {released[^1].Tag}";
        return releases.Count == 0 ? "in no release yet" : $"not released: {Texts.Some([.. releases.Select(r => r.Tag)])} {(releases.Count == 1 ? "has" : "have")} no passport";
    }
}
