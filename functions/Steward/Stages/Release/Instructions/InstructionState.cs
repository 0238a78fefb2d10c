using Steward.Access;
using Steward.Gates;
using Steward.Ledger;

namespace Steward.Stages.Release.Instructions;

/// <summary>Whether one item was carried out for the judged commit.</summary>
/// <param name="Verdict">Pass when it was.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Place">Where among the facts it was said; -1 when it was not.</param>
internal sealed record InstructionState(Verdict Verdict, string Reason, int Place)
{
    /// <summary>The states of all items, in the order of the list. The list has no problems: nothing follows itself.</summary>
    public static IReadOnlyDictionary<string, InstructionState> Of(GateFacts facts, InstructionList list)
    {
        var judging = new Judging(facts, list);
        return list.Items.ToDictionary(i => i.Id, judging.StateOf, StringComparer.Ordinal);
    }

    private sealed class Judging(GateFacts facts, InstructionList list)
    {
        private readonly List<(int Place, Evidence Evidence)> _about =
            [.. facts.Entries.Select((e, place) => (Place: place, e.Evidence)).Where(e => e.Evidence.Subject == Subject.Commit(facts.Commit))];

        private readonly Dictionary<string, Instruction> _items = list.Items.ToDictionary(i => i.Id, StringComparer.Ordinal);
        private readonly Dictionary<string, InstructionState> _states = new(StringComparer.Ordinal);

        public InstructionState StateOf(Instruction item) =>
            _states.TryGetValue(item.Id, out var known) ? known : _states[item.Id] = item.Evidence is null ? BySaying(item) : ByEvidence(item, item.Evidence);

        // The newest counts: what was in order once is not, once it failed.
        private InstructionState ByEvidence(Instruction item, string kind)
        {
            var found = _about.LastOrDefault(e => e.Evidence.Kind == kind);
            if (found.Evidence is not { } evidence) return new(Verdict.Missing, InstructionsText.NoEvidence(item), -1);
            if (evidence.Outcome == EvidenceOutcome.Error) return new(Verdict.Error, InstructionsText.Confirmed(item, evidence), -1);
            if (evidence.Outcome == EvidenceOutcome.Fail) return new(Verdict.Fail, InstructionsText.Confirmed(item, evidence), -1);
            return TooEarly(item, found.Place) is { } early ? early : new(Verdict.Pass, InstructionsText.Confirmed(item, evidence), found.Place);
        }

        // The first that counts: saying it once more does not put it behind what came after it.
        private InstructionState BySaying(Instruction item)
        {
            var said = _about.Where(e => InstructionEvidence.IsAbout(e.Evidence, item.Id)).ToList();
            var standing = said.Skip(said.FindLastIndex(e => e.Evidence.Kind == InstructionEvidence.Undone) + 1).ToList();
            if (standing.Count == 0) return new(Verdict.Missing, InstructionsText.NotDone(facts, item, said.Count == 0 ? null : said[^1].Evidence), -1);
            var judged = standing.Select(e => (e.Place, e.Evidence, State: WhyNot(item, e.Place, e.Evidence))).ToList();
            var counting = judged.Find(j => j.State is null);
            return counting.Evidence is not null ? new(Verdict.Pass, InstructionsText.DoneBy(item, counting.Evidence), counting.Place) : judged[^1].State!;
        }

        private InstructionState? WhyNot(Instruction item, int place, Evidence said)
        {
            if (InstructionEvidence.Text(said, "text") != item.Digest) return new(Verdict.Missing, InstructionsText.OtherText(facts, item, said), -1);
            if (AccessLevels.Read(InstructionEvidence.Text(said, "level")) is not { } level || level < item.Level) return new(Verdict.Missing, InstructionsText.TooLow(facts, item, said), -1);
            return TooEarly(item, place);
        }

        // What an item follows must have been carried out before, with all below it.
        private InstructionState? TooEarly(Instruction item, int place)
        {
            foreach (var before in item.After.SelectMany(id => list.WithAllBelow(_items[id])))
            {
                var state = StateOf(before);
                if (state.Verdict != Verdict.Pass) return new(Verdict.Missing, InstructionsText.Follows(facts, item, before, isDone: false), -1);
                if (state.Place > place) return new(Verdict.Missing, InstructionsText.Follows(facts, item, before, isDone: true), -1);
            }

            return null;
        }
    }
}
