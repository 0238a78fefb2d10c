using Steward.Kernel;

namespace Steward.Stages.Release.Instructions.Reading;

/// <summary>What must be true of the items of a list together.</summary>
internal static class ItemRules
{
    public static IEnumerable<InstructionProblem> Check(IReadOnlyList<Instruction> items, IReadOnlyList<Draft> drafts)
    {
        var twice = items.Select((item, at) => (Item: item, At: at)).GroupBy(i => i.Item.Id, StringComparer.Ordinal).Where(g => g.Count() > 1 && g.Key.Length > 0).ToList();
        foreach (var (item, at) in twice.SelectMany(g => g.Skip(1)))
            yield return Problem(drafts[at], $"#{item.Id}", $"Another item has the id '{item.Id}', in line {items.First(i => i.Id == item.Id).Line}; give this one another: {{#id}}.");
        var ids = items.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (item, at) in items.Select((item, at) => (item, at)))
        {
            foreach (var unknown in item.After.Where(a => !ids.Contains(a)))
                yield return Problem(drafts[at], "after=", $"It follows '{unknown}', and there is no such item. There are: {Texts.Some([.. ids], 10)}.");
        }

        if (twice.Count > 0) yield break; // which of two is followed is not known
        foreach (var (item, at) in Circular(new InstructionList("", items, [])).Select(item => (item, items.ToList().IndexOf(item))))
            yield return Problem(drafts[at], "after=", $"'{item.Id}' follows itself, by way of what it follows: nobody could ever carry it out.");
    }

    // Depth first: what is met again while it is being followed follows itself.
    private static List<Instruction> Circular(InstructionList list)
    {
        var items = list.Items.Where(i => i.Id.Length > 0).ToDictionary(i => i.Id, StringComparer.Ordinal);
        var (done, path, circular) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new List<Instruction>());
        foreach (var item in list.Items) Follow(item);
        return circular;

        void Follow(Instruction item)
        {
            if (done.Contains(item.Id)) return;
            path.Add(item.Id);
            foreach (var before in item.After.Where(items.ContainsKey).SelectMany(id => list.WithAllBelow(items[id])))
            {
                if (!path.Contains(before.Id)) Follow(before);
                else if (!circular.Contains(item)) circular.Add(item);
            }

            path.Remove(item.Id);
            done.Add(item.Id);
        }
    }

    private static InstructionProblem Problem(Draft draft, string word, string message)
    {
        var (line, column, text) = draft.Lines[^1];
        return text.LastIndexOf(word, StringComparison.Ordinal) is >= 0 and var at
            ? new InstructionProblem(line, column + at, message)
            : new InstructionProblem(draft.Line, 1, message);
    }
}
