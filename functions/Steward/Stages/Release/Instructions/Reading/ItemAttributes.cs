using Steward.Access;

namespace Steward.Stages.Release.Instructions.Reading;

/// <summary>What stands in braces at the end of an item: <c>{#id level=administer after=id,id evidence=KIND}</c>.</summary>
internal sealed record ItemAttributes
{
    public const int MaxId = 60;
    private const int MaxKind = 100;
    private const int MaxAfter = 20;

    public string? Id { get; private init; }

    public AccessLevel Level { get; private init; } = AccessLevel.Approve;

    public IReadOnlyList<string> After { get; private init; } = [];

    public string? Evidence { get; private init; }

    /// <summary>The item's text without the braces, on one line, and what they say.</summary>
    public static (string Text, ItemAttributes Said) Read(Draft draft, List<InstructionProblem> problems)
    {
        var (number, column, last) = draft.Lines[^1];
        var open = last.EndsWith('}') ? last.LastIndexOf('{') : -1;
        if (last.EndsWith('}') && open < 0) problems.Add(new InstructionProblem(number, column + last.Length - 1, "What stands in braces stands on one line, with the end of the text."));
        var texts = draft.Lines.SkipLast(1).Select(l => l.Text).Append(open < 0 ? last : last[..open]);
        var text = string.Join(' ', string.Join(' ', texts).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length == 0) problems.Add(new InstructionProblem(draft.Line, 1, "It has no text."));
        return (text, open < 0 ? new ItemAttributes() : Read(last[(open + 1)..^1], number, column + open + 1, problems));
    }

    private static ItemAttributes Read(string braces, int line, int column, List<InstructionProblem> problems)
    {
        var said = new ItemAttributes();
        for (int at = 0, end; at < braces.Length; at = end + 1)
        {
            end = braces.IndexOf(' ', at) is >= 0 and var space ? space : braces.Length;
            if (end == at) continue;
            if (said.With(braces[at..end], out var wrong) is { } more) said = more;
            else problems.Add(new InstructionProblem(line, column + at, wrong));
        }

        return said;
    }

    // Null with a sentence when the word says nothing that is known.
    private ItemAttributes? With(string word, out string wrong)
    {
        var (key, value) = word.Split('=', 2) is [var name, var rest] ? (name, rest) : (word, "");
        wrong = $"'{Kernel.Texts.Clip(word, 80)}' is not known here; there are #id, level=approve or administer, after=id,id and evidence=kind.of.evidence.";
        return key switch
        {
            ['#', ..] when value.Length == 0 && Id is null && IsId(key[1..]) => this with { Id = key[1..] },
            "level" when AccessLevels.Read(value) is { } level and >= AccessLevel.Approve => this with { Level = level },
            "after" when value.Split(',') is { Length: <= MaxAfter } ids && ids.All(IsId) => this with { After = [.. After.Concat(ids).Distinct(StringComparer.Ordinal)] },
            "evidence" when Evidence is null && IsKind(value) => this with { Evidence = value },
            _ => null,
        };
    }

    private static bool IsId(string text) =>
        text.Length is > 0 and <= MaxId && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsKind(string text) =>
        text.Length is > 0 and <= MaxKind && char.IsAsciiLetterLower(text[0]) && text.Contains('.', StringComparison.Ordinal)
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');
}
