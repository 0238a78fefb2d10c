using Steward.Access;
using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Instructions;

/// <summary>Where people look up what is to be done for a commit, and say that they did it.</summary>
/// <param name="facts">What is known of the commit.</param>
/// <param name="files">Reads the instructions.</param>
/// <param name="ledger">Where it is kept what people say.</param>
/// <param name="reopener">Has the change decided again.</param>
/// <param name="time">The clock.</param>
public sealed class InstructionDesk(FactCollector facts, InstructionFiles files, ILedger ledger, IChangeReopener reopener, TimeProvider time)
{
    private static readonly Dictionary<string, string> NoFaults = [];

    /// <summary>The instructions of a commit with their states. NotFound when the policy at the commit names none.</summary>
    public async Task<InstructionsView> ListAsync(ChangeId change, CancellationToken cancellation)
    {
        var (known, list) = await ReadAsync(change, cancellation);
        var states = list.Problems.Count == 0 ? InstructionState.Of(known, list) : null;
        return new InstructionsView(change.Product, change.Commit, list.File, [.. list.Items.Select(View)], list.Problems) { IsThere = list.IsThere };

        InstructionView View(Instruction item) =>
            InstructionView.Of(item, states?[item.Id], states?[item.Id] is { Verdict: Verdict.Pass, Place: >= 0 and var place } ? known.Entries[place].Evidence : null);
    }

    /// <summary>
    /// Says in the caller's name that an item is carried out, or is not. Saying what is said already changes nothing. NotFound for an item that is none,
    /// Forbidden below its level, Conflict where an item that it follows is open, or where evidence confirms it and not a person.
    /// </summary>
    public async Task<LedgerEntry> SayAsync(ChangeId change, InstructionSaid said, Caller caller, CancellationToken cancellation)
    {
        var (known, list) = await ReadAsync(change, cancellation);
        var item = Find(list, said.Item ?? "");
        var last = known.About(Subject.Commit(change.Commit)).LastOrDefault(e => InstructionEvidence.IsAbout(e, item.Id));
        if (!said.Undo) Check(known, list, item, caller);
        else if (last is null) throw StewardException.NotFound($"Nobody has said that '{item.Id}' is carried out, so there is nothing to take back.");
        return await LeaveAsync(change, Repeats(known, list, item, said.Undo, last) ? last! : Make(change, item, said.Undo, caller, last), cancellation);
    }

    private async Task<(GateFacts Facts, InstructionList List)> ReadAsync(ChangeId change, CancellationToken cancellation)
    {
        var known = await facts.CollectAsync(change, NoFaults, cancellation);
        if (!known.Policy.Has(InstructionsPolicy.Section))
            throw StewardException.NotFound($"The policy at {change.Commit.Abbreviated} names no instructions: release.instructions: {{file: docs/release.md}}.");
        if (await files.ReadAsync(known, cancellation) is { } read) known = known.Knowing([read]);
        return (known, InstructionEvidence.ListOf(known)!);
    }

    private static Instruction Find(InstructionList list, string id)
    {
        if (list.Problems is [var first, ..]) throw StewardException.Invalid($"Nothing can be carried out while the list has problems: {InstructionsText.Problem(list, first)}");
        return list.Items.FirstOrDefault(i => i.Id == id)
            ?? throw StewardException.NotFound($"{list.File} has no item '{Texts.Clip(id, 80)}'. It has: {Texts.Some([.. list.Items.Select(i => i.Id)], 10)}.");
    }

    private static void Check(GateFacts known, InstructionList list, Instruction item, Caller caller)
    {
        if (item.Evidence is { } kind) throw new StewardException(FailureKind.Conflict, $"'{item.Id}' is confirmed by evidence of the kind {kind}, not by people.");
        if (caller.Level < item.Level)
            throw new StewardException(FailureKind.Forbidden, $"'{item.Id}' asks for the level {item.Level.Word()}; {caller.Name} has {caller.Level.Word()}.");
        var states = InstructionState.Of(known, list);
        var open = item.After.SelectMany(id => list.WithAllBelow(list.Items.First(i => i.Id == id))).FirstOrDefault(i => states[i.Id].Verdict != Verdict.Pass);
        if (open is not null) throw new StewardException(FailureKind.Conflict, InstructionsText.Follows(known, item, open, isDone: false));
    }

    private static bool Repeats(GateFacts known, InstructionList list, Instruction item, bool undo, Evidence? last) =>
        undo ? last!.Kind == InstructionEvidence.Undone : last is not null && InstructionState.Of(known, list)[item.Id].Verdict == Verdict.Pass;

    private Evidence Make(ChangeId change, Instruction item, bool undo, Caller caller, Evidence? last)
    {
        var (kind, subject) = (undo ? InstructionEvidence.Undone : InstructionEvidence.Done, Subject.Commit(change.Commit));
        return new Evidence
        {
            Id = Evidence.IdFor(kind, subject, $"{item.Id} {item.Digest} {caller.Name} after {last?.Id}"),
            Time = time.GetUtcNow(),
            Actor = caller.Name,
            Kind = kind,
            Subject = subject,
            Outcome = undo ? EvidenceOutcome.Info : EvidenceOutcome.Pass,
            Summary = undo ? $"{caller.Name} took back that {item.Id} is carried out for {change.Commit.Abbreviated}." : $"{caller.Name} carried out {item.Id} for {change.Commit.Abbreviated}.",
            Details = InstructionEvidence.Details(item, caller.Name, caller.Level.Word()),
        };
    }

    // As with approvals: the evidence first, and what is repeated finds it.
    private async Task<LedgerEntry> LeaveAsync(ChangeId change, Evidence evidence, CancellationToken cancellation)
    {
        var entries = await ledger.AppendAsync(change.Product, [evidence], cancellation);
        await reopener.EvidenceArrivedAsync(change, evidence.Kind, cancellation);
        return entries[0];
    }
}
