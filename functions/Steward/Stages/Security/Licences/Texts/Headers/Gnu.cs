using Steward.Stages.Security.Licences.Detection.Words;

namespace Steward.Stages.Security.Licences.Detection.Headers;

/// <summary>A GNU licence that is named at some place.</summary>
/// <param name="Family">GPL, LGPL, AGPL or GFDL.</param>
/// <param name="Start">The first word of the name.</param>
/// <param name="End">Behind its last word.</param>
internal sealed record GnuName(string Family, int Start, int End);

/// <summary>The words in which GNU licences are named and granted.</summary>
internal sealed class GnuWords
{
    private readonly (int[] Words, string Family)[] _names;
    private readonly Dictionary<int, (string Family, string? Version)> _short = [];
    private readonly HashSet<int> _firsts;

    public GnuWords(Vocabulary vocabulary)
    {
        _names =
        [
            .. new[]
            {
                ("gnu lesser general public license", "LGPL"), ("gnu library general public license", "LGPL"), ("lesser general public license", "LGPL"),
                ("library general public license", "LGPL"), ("gnu affero general public license", "AGPL"), ("affero general public license", "AGPL"),
                ("gnu general public license", "GPL"), ("general public license", "GPL"), ("gnu public license", "GPL"), ("gnu free documentation license", "GFDL"),
                ("free documentation license", "GFDL"), ("gnu gpl", "GPL"), ("gnu lgpl", "LGPL"), ("gnu agpl", "AGPL"), ("gpl", "GPL"), ("lgpl", "LGPL"), ("agpl", "AGPL"), ("gfdl", "GFDL"),
                ("gnu lesser gpl", "LGPL"), ("lesser gpl", "LGPL"), ("gnu library or lesser general public license", "LGPL"), ("gnu lesser or library general public license", "LGPL"),
            }
            .Select(n => (Phrase.Of(n.Item1, vocabulary), n.Item2)).OrderByDescending(n => n.Item1.Length),
        ];
        foreach (var family in new[] { "gpl", "lgpl", "agpl" })
        {
            foreach (var version in new[] { "1", "2", "2.0", "2.1", "3", "3.0" })
            {
                foreach (var word in new[] { $"{family}v{version}", $"{family}{version}" })
                {
                    _short[vocabulary.Add(word)] = (family.ToUpperInvariant(), version);
                    _short[vocabulary.Add(word + "+")] = (family.ToUpperInvariant(), version + "+");
                }
            }
        }

        _firsts = [.. _names.Select(n => n.Words[0])];
        Redistribute = Phrase.Of("redistribute it and or modify", vocabulary);
        FreeSoftware = Phrase.Of("is free software", vocabulary);
        Published = Phrase.Of("published by the free software foundation", vocabulary);
        Version = [.. new[] { "version", "v", "versions" }.Select(w => vocabulary.Add(w))];
        Later = [.. new[] { "later", "newer", "higher", "above" }.Select(w => vocabulary.Add(w))];
        (Or, Only, Either, Of, Details) = (vocabulary.Add("or"), vocabulary.Add("only"), vocabulary.Add("either"), vocabulary.Add("of"), vocabulary.Add("details"));
        Numbers = new[] { "1", "1.0", "1.1", "1.2", "1.3", "2", "2.0", "2.1", "3", "3.0", "v1", "v2", "v2.0", "v2.1", "v3", "v3.0" }
            .SelectMany(n => new[] { n, n + "+" }).ToDictionary(n => vocabulary.Add(n), n => n.TrimStart('v'));
        Tails =
        [
            .. new[]
            {
                "public license for more details", "public license for details", "see http www gnu org licenses", "see http www gnu org", "http www gnu org licenses", "ma 02139 usa", "ma 02111 1307 usa",
                "ma 021111307 usa", "ma 021111307", "ma 021101301 usa", "ma 021101301", "boston ma", "foundation inc", "http www gnu org copyleft",
            }
            .Select(t => Phrase.Of(t, vocabulary)),
        ];
    }

    public int[] Redistribute { get; }

    public int[] FreeSoftware { get; }

    public int[] Published { get; }

    public HashSet<int> Version { get; }

    public HashSet<int> Later { get; }

    public Dictionary<int, string> Numbers { get; }

    public int[][] Tails { get; }

    public int Or { get; }

    public int Only { get; }

    public int Either { get; }

    public int Of { get; }

    public int Details { get; }

    /// <summary>The name that begins at a word, or null.</summary>
    public GnuName? NameAt(Tokens tokens, int word)
    {
        if (!_firsts.Contains(tokens.Words[word])) return null;
        foreach (var (words, family) in _names)
        {
            if (tokens.Words.AsSpan(word).StartsWith(words)) return new GnuName(family, word, word + words.Length);
        }

        return null;
    }

    /// <summary>"GPLv2+": family and version in one word, or null.</summary>
    public (string Family, string Version)? ShortAt(int word) =>
        _short.TryGetValue(word, out var found) ? (found.Family, found.Version!) : null;
}
