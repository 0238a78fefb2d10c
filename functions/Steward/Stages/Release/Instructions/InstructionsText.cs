using System.Globalization;
using Steward.Access;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Instructions;

/// <summary>The sentences about instructions.</summary>
internal static class InstructionsText
{
    private const int MaxText = 200;

    public const string NotAsked = "The policy names no instructions for releases; 'release.instructions: {file: docs/release.md}' would.";

    public const string NotRead = "The instructions of this release were not read. Ask for the release again.";

    public static string Nothing(GateFacts facts, InstructionList list) => list.IsThere
        ? $"{list.File} has no item of a task list at {facts.Commit.Abbreviated}, so nobody knows what is to be done: write '- [ ] text'."
        : $"There is no {list.File} at {facts.Commit.Abbreviated}; release.instructions names it.";

    public static string Problems(InstructionList list) => $"{list.File} has {Texts.Count(list.Problems.Count, "problem")}; the first: {Problem(list, list.Problems[0])}";

    public static string Problem(InstructionList list, InstructionProblem problem) => $"{list.File}:{problem.Line}:{problem.Column}: {problem.Message}";

    public static string Summary(InstructionList list, int done, InstructionState? open) =>
        $"{done} of {Texts.Count(list.Items.Count, "instruction")} of {list.File} carried out{(open is null ? "." : $"; the first that is not: {open.Reason}")}";

    public static string NotDone(GateFacts facts, Instruction item, Evidence? undone) =>
        $"{Quoted(item)} is not carried out{(undone is null ? "" : $" ({undone.Actor} took it back at {Minute(undone.Time)})")}. {Command(facts, item)}";

    public static string OtherText(GateFacts facts, Instruction item, Evidence said) =>
        $"What {said.Actor} said of {item.Id} was said of another text than {Quoted(item)}. {Command(facts, item)}";

    public static string TooLow(GateFacts facts, Instruction item, Evidence said) =>
        $"{said.Actor} said that {Quoted(item)} is carried out, but the level was {InstructionEvidence.Text(said, "level") ?? "not kept"} then, and {item.Level.Word()} is asked for. {Command(facts, item)}";

    public static string Follows(GateFacts facts, Instruction item, Instruction before, bool isDone) => isDone
        ? $"{Quoted(item)} was said before {before.Id} was carried out, which it follows. {(item.Evidence is null ? Command(facts, item) : $"It is confirmed by newer evidence of the kind {item.Evidence}.")}"
        : $"{Quoted(item)} follows {before.Id}, which is not carried out.";

    public static string NoEvidence(Instruction item) => $"{Quoted(item)} is confirmed by evidence of the kind {item.Evidence} about this commit; there is none.";

    public static string Confirmed(Instruction item, Evidence evidence) =>
        $"{Quoted(item)}: the newest {item.Evidence} of this commit, of {Minute(evidence.Time)}, is {evidence.Outcome}{(evidence.Actor == "assumed" ? ", as assumed" : "")}.";

    public static string DoneBy(Instruction item, Evidence said) => $"{said.Actor} carried it out at {Minute(said.Time)}: {Texts.Clip(item.Text, MaxText)}";

    private static string Quoted(Instruction item) => $"'{Texts.Clip(item.Text, MaxText)}'";

    private static string Command(GateFacts facts, Instruction item)
    {
        var who = item.Level == AccessLevel.Approve ? "Whoever does it says so" : $"Whoever does it, with the level {item.Level.Word()}, says so";
        return $"{who}: 'steward instruct {facts.Product} {facts.Commit.Abbreviated} {item.Id}'.";
    }

    private static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
