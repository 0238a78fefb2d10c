using Steward.Gates.Notes;
using Steward.Kernel;
using Steward.Stages.Testing.Coverage;

namespace Steward.Stages.Testing.Showing;

/// <summary>Adds the changed lines that no test executed to a verdict, where the policy asks for coverage.</summary>
/// <param name="commits">What is known of the commit.</param>
public sealed class UncoveredLineNotes(CommitFacts commits) : IVerdictNotes
{
    private const int MaxRuns = 100;

    /// <inheritdoc/>
    public async Task<VerdictNotes> AboutAsync(ChangeId change, CancellationToken cancellation)
    {
        if (!await commits.AnyAsync(change, e => e.Kind == CoverageEvidence.Kind, cancellation)) return VerdictNotes.None;
        var facts = await commits.ReadAsync(change, e => e.Kind is CoverageEvidence.Kind or ChangedLines.Kind, needsPolicy: true, cancellation);
        return new VerdictNotes([.. CoverageCriterion.Uncovered(facts).SelectMany(Runs).Take(MaxRuns)], []);
    }

    private static IEnumerable<LineNote> Runs(ChangedFileCoverage file)
    {
        for (var i = 0; i + 1 < file.Uncovered.Count; i += 2)
        {
            var (first, last) = (file.Uncovered[i], file.Uncovered[i + 1]);
            var what = first == last ? "This changed line was" : $"These {last - first + 1} changed lines were";
            yield return new LineNote(file.Path, first, last, NoteLevel.Warning, "Not executed by any test", $"{what} not executed by any test set that reported coverage.");
        }
    }
}
