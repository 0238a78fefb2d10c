using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Release.Instructions;

/// <summary>The instructions of a commit as people are shown them.</summary>
/// <param name="Product">The product.</param>
/// <param name="Commit">The commit.</param>
/// <param name="File">The file.</param>
/// <param name="Items">The items in the order of the file.</param>
/// <param name="Problems">What is wrong in the file; with a problem nothing counts.</param>
public sealed record InstructionsView(
    ProductId Product, CommitSha Commit, string File, IReadOnlyList<InstructionView> Items, IReadOnlyList<InstructionProblem> Problems)
{
    /// <summary>False when the commit has no such file.</summary>
    public bool IsThere { get; init; } = true;

    /// <summary>True when every item is carried out, and there is one.</summary>
    public bool IsDone => Items.Count > 0 && Problems.Count == 0 && Items.All(i => i.Verdict == Verdict.Pass);
}

/// <summary>One item with its state.</summary>
/// <param name="Id">What it is called by.</param>
/// <param name="Text">Its text.</param>
/// <param name="Line">Its line.</param>
/// <param name="Parent">The item below which it stands, or null.</param>
/// <param name="Level">What a person must be allowed to do, lower case.</param>
/// <param name="After">The items that come before.</param>
/// <param name="Evidence">The kind of the evidence that confirms it, or null.</param>
/// <param name="Verdict">Pass when it is carried out; null when the file has problems.</param>
/// <param name="Reason">Who did it, or what to do.</param>
public sealed record InstructionView(
    string Id, string Text, int Line, string? Parent, string Level, IReadOnlyList<string> After, string? Evidence, Verdict? Verdict, string? Reason)
{
    /// <summary>Who carried it out, or "steward" where evidence confirms it; null when it is not carried out.</summary>
    public string? By { get; init; }

    /// <summary>When; null when it is not carried out.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>An item with what is known of it.</summary>
    /// <param name="item">The item.</param>
    /// <param name="state">Its state; null where the list has problems.</param>
    /// <param name="said">The evidence that says it is carried out, or null.</param>
    internal static InstructionView Of(Instruction item, InstructionState? state, Ledger.Evidence? said) => new(
        item.Id, item.Text, item.Line, item.Parent, Access.AccessLevels.Word(item.Level), item.After, item.Evidence, state?.Verdict, state?.Reason)
    {
        By = said?.Actor, At = said?.Time,
    };
}

/// <summary>What a person says of an item.</summary>
/// <param name="Item">The item.</param>
/// <param name="Undo">True: that it is not carried out after all.</param>
public sealed record InstructionSaid(string? Item, bool Undo = false);
