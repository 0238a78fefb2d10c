using Steward.Access;

namespace Steward.Stages.Release.Instructions;

/// <summary>One item of the task list.</summary>
/// <param name="Id">What it is called by: given as <c>{#id}</c>, or made of its text.</param>
/// <param name="Text">Its text, on one line.</param>
/// <param name="Digest">SHA-256 of the text: what is said of an item is said of this text.</param>
/// <param name="Line">Its line in the file, from 1.</param>
public sealed record Instruction(string Id, string Text, string Digest, int Line)
{
    /// <summary>The item below which it stands; null at the top.</summary>
    public string? Parent { get; init; }

    /// <summary>What a person must be allowed to do to carry it out.</summary>
    public AccessLevel Level { get; init; } = AccessLevel.Approve;

    /// <summary>The items that have to be carried out before, each with all below it.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>The kind of the evidence about the commit that confirms it; null: a person says so.</summary>
    public string? Evidence { get; init; }
}

/// <summary>Something wrong in a task list.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">One sentence.</param>
public sealed record InstructionProblem(int Line, int Column, string Message);

/// <summary>What a file of instructions says: the payload of <c>instructions.read</c>.</summary>
/// <param name="File">The file.</param>
/// <param name="Items">The items in the order of the file; a nested one after the one it stands below.</param>
/// <param name="Problems">What is wrong, by line. With a problem nothing counts.</param>
public sealed record InstructionList(string File, IReadOnlyList<Instruction> Items, IReadOnlyList<InstructionProblem> Problems)
{
    /// <summary>False when the commit has no such file.</summary>
    public bool IsThere { get; init; } = true;

    private readonly Lazy<ILookup<string, Instruction>> _below = new(() => Items.ToLookup(i => i.Parent ?? "", StringComparer.Ordinal));

    /// <summary>The items directly below one; null: those at the top.</summary>
    public IEnumerable<Instruction> Below(string? parent) => _below.Value[parent ?? ""];

    /// <summary>An item and all below it.</summary>
    public IEnumerable<Instruction> WithAllBelow(Instruction item) => Below(item.Id).SelectMany(WithAllBelow).Prepend(item);
}
