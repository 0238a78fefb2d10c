using System.Buffers;
using Steward.Stages.Security.Secrets.Rules;

namespace Steward.Stages.Security.Secrets.Search;

/// <summary>
/// Finds the words that some rule begins with, in one pass over the text whatever the number of rules: nothing else is looked at closer.
/// </summary>
internal sealed class Keywords
{
    private readonly SearchValues<string> _words;
    private readonly StringComparison _comparison;
    private readonly Entry[][] _byFirst = new Entry[128][];

    public Keywords(IEnumerable<SecretRule> rules, StringComparison comparison)
    {
        _comparison = comparison;
        var entries = rules.SelectMany(r => r.Keywords.Select(k => (Word: k, Rule: r))).GroupBy(p => p.Word)
            .Select(g => new Entry(g.Key, [.. g.Select(p => p.Rule)])).ToList();
        _words = SearchValues.Create([.. entries.Select(e => e.Word)], comparison);
        Longest = entries.Max(e => e.Word.Length);
        for (var c = 0; c < _byFirst.Length; c++) _byFirst[c] = [.. entries.Where(e => e.Word.AsSpan(0, 1).Equals([(char)c], comparison))];
    }

    /// <summary>The characters of the longest word.</summary>
    public int Longest { get; }

    /// <summary>The place of the first word at or after one; -1 when there is none.</summary>
    public int Next(ReadOnlySpan<char> text, int from)
    {
        var at = text[from..].IndexOfAny(_words);
        return at < 0 ? -1 : from + at;
    }

    /// <summary>Adds the rules whose words stand at a place.</summary>
    public void RulesAt(ReadOnlySpan<char> text, int at, List<SecretRule> rules)
    {
        rules.Clear();
        if (text[at] >= _byFirst.Length) return;
        foreach (var entry in _byFirst[text[at]])
        {
            if (text[at..].StartsWith(entry.Word, _comparison)) rules.AddRange(entry.Rules);
        }
    }

    private sealed record Entry(string Word, SecretRule[] Rules);
}
