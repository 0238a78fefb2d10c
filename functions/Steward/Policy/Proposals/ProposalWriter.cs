using System.Text;

namespace Steward.Policy.Proposals;

/// <summary>Writes suggestions as YAML with comments: what each key is for comes from its shape, why it is proposed from the detector.</summary>
internal sealed class ProposalWriter(PolicySections sections, IReadOnlyList<string> head)
{
    private const int Width = 110;
    private readonly ObjectShape _root = PolicyShape.Of(sections);

    public string Write(IReadOnlyList<Suggestion> suggestions)
    {
        var text = new StringBuilder();
        foreach (var line in head) Comment(text, 0, line.Length == 0 ? " " : line);
        text.Append("\nversion: 1\n");
        WriteObject(text, suggestions, depth: 0, _root);
        foreach (var section in sections.Where(s => !suggestions.Any(g => IsIn(g, s)))) Skeleton(text, section);
        return text.ToString();
    }

    private static bool IsIn(Suggestion suggestion, IPolicySection section) => $"{suggestion.Path}.".StartsWith($"{section.Path}.", StringComparison.Ordinal);

    private static void WriteObject(StringBuilder text, IEnumerable<Suggestion> suggestions, int depth, Shape? shape)
    {
        foreach (var group in suggestions.GroupBy(s => s.Keys[depth]))
        {
            if (depth == 0) text.Append('\n');
            var inner = At(shape, group.Key);
            var first = group.First();
            var isLeaf = first.Keys.Length == depth + 1;
            Comment(text, depth, isLeaf ? first.Why : depth < 2 ? inner?.Description ?? "" : "");
            text.Append(' ', depth * 2).Append(YamlText.Of(group.Key)).Append(isLeaf ? $": {first.Value}\n" : ":\n");
            if (!isLeaf) WriteObject(text, group, depth + 1, inner);
        }
    }

    private static Shape? At(Shape? shape, string key) => shape switch
    {
        ObjectShape o => o.Fields.FirstOrDefault(f => f.Name == key)?.Shape,
        MapShape m => m.Value,
        _ => null,
    };

    // What may be added, for sections that no detector had anything for.
    private static void Skeleton(StringBuilder text, IPolicySection section)
    {
        text.Append('\n');
        Comment(text, 0, $"{section.Path}: {section.Shape.Description}");
        if (section.Shape is not ObjectShape shape) return;
        foreach (var field in shape.Fields) Comment(text, 0, $"  {field.Name}: {field.Shape.Description}");
    }

    private static void Comment(StringBuilder text, int depth, string sentence)
    {
        foreach (var line in Wrap(sentence, Width - (depth * 2))) text.Append(' ', depth * 2).Append($"# {line}".TrimEnd()).Append('\n');
    }

    // File names and scripts stand in comments, and may hold anything: a control character would end the comment.
    private static IEnumerable<string> Wrap(string sentence, int width)
    {
        var rest = new string([.. sentence.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]);
        while (rest.Length > width && rest.LastIndexOf(' ', width) is var space and > 0)
        {
            yield return rest[..space];
            rest = rest[(space + 1)..];
        }

        if (rest.Length > 0) yield return rest;
    }
}
