using Steward.Kernel;

namespace Steward.Stages.Release.Instructions.Reading;

/// <summary>
/// Reads a task list out of Markdown (GitHub Flavored Markdown, "Task list items"): bulleted or numbered, nested ones below their parent. What stands in code
/// and in comments is no item. Whether a box is ticked in the file means nothing for a release, so a ticked one is a problem.
/// </summary>
/// <remarks>Never throws. A list with a problem has all that could be read, and counts for nothing.</remarks>
public static class MarkdownInstructions
{
    /// <summary>The most bytes of a file.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The most items.</summary>
    public const int MaxItems = 500;

    /// <summary>How deep items may be nested.</summary>
    public const int MaxDepth = 8;

    private const int MaxProblems = 100;

    /// <summary>Reads the text of a file.</summary>
    public static InstructionList Read(string file, string text)
    {
        var problems = new List<InstructionProblem>();
        var drafts = ItemLines.Read(text, problems).ToList();
        if (drafts.Count > MaxItems) problems.Add(new InstructionProblem(drafts[MaxItems].Line, 1, $"There are {drafts.Count} items; at most {MaxItems} are followed."));
        var items = new List<Instruction>();
        var ids = new Dictionary<Draft, string>();
        foreach (var draft in drafts.Take(MaxItems))
        {
            var item = Make(draft, draft.Parent is { } parent ? ids[parent] : null, problems);
            ids[draft] = item.Id;
            items.Add(item);
        }

        problems.AddRange(ItemRules.Check(items, drafts));
        return new InstructionList(file, items, [.. problems.OrderBy(p => p.Line).ThenBy(p => p.Column).Take(MaxProblems)]);
    }

    private static Instruction Make(Draft draft, string? parent, List<InstructionProblem> problems)
    {
        if (draft.Depth > MaxDepth) problems.Add(new InstructionProblem(draft.Line, 1, $"It is nested more than {MaxDepth} deep."));
        if (draft.Tick is { } column) problems.Add(new InstructionProblem(draft.Line, column, "It is ticked in the file, so it would be for every release to come. Write '- [ ]', and say with 'steward instruct' what is carried out."));
        var (text, said) = ItemAttributes.Read(draft, problems);
        var id = said.Id ?? Slug(text);
        if (id.Length == 0) problems.Add(new InstructionProblem(draft.Line, 1, "No id can be made of its text; give it one: {#id}."));
        return new Instruction(id, text, Digest.Sha256(text), draft.Line) { Parent = parent, Level = said.Level, After = said.After, Evidence = said.Evidence };
    }

    // "Tell support, loudly!" is tell-support-loudly.
    private static string Slug(string text)
    {
        var words = string.Concat(text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var slug = string.Join('-', words);
        return slug.Length <= ItemAttributes.MaxId ? slug : slug[..ItemAttributes.MaxId].TrimEnd('-');
    }
}
