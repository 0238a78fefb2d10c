using Steward.Stages.Security.Licences.Detection.Words;

namespace Steward.Stages.Security.Licences.Detection.Headers;

/// <summary>The words in which GNU licences are named and granted.</summary>
internal sealed class GnuWords
{
    private static readonly (string Name, string Family)[] _families =
    [
        ("gnu library or lesser general public license", "LGPL"), ("gnu lesser or library general public license", "LGPL"),
        ("gnu lesser general public license", "LGPL"), ("gnu library general public license", "LGPL"), ("lesser general public license", "LGPL"),
        ("library general public license", "LGPL"), ("gnu lesser gpl", "LGPL"), ("lesser gpl", "LGPL"), ("gnu lgpl", "LGPL"), ("lgpl", "LGPL"),
        ("gnu affero general public license", "AGPL"), ("affero general public license", "AGPL"), ("gnu agpl", "AGPL"), ("agpl", "AGPL"),
        ("gnu free documentation license", "GFDL"), ("free documentation license", "GFDL"), ("gfdl", "GFDL"),
        ("gnu general public license", "GPL"), ("general public license", "GPL"), ("gnu public license", "GPL"), ("gnu gpl", "GPL"), ("gpl", "GPL"),
    ];

    private static readonly string[] _tails =
    [
        "public license for more details", "public license for details", "http www gnu org licenses", "http www gnu org copyleft", "foundation inc",
        "ma 02139 usa", "ma 02111 1307 usa", "ma 021111307 usa", "ma 021111307", "ma 021101301 usa", "ma 021101301", "boston ma",
    ];

    private readonly (int[] Words, string Family)[] _names;
    private readonly Dictionary<int, (string Family, string Version)> _short = [];
    private readonly HashSet<int> _firsts;

    public GnuWords(Vocabulary vocabulary)
    {
        _names = [.. _families.Select(n => (Phrase.Of(n.Name, vocabulary), n.Family)).OrderByDescending(n => n.Item1.Length)];
        _firsts = [.. _names.Select(n => n.Words[0])];
        foreach (var family in "gpl lgpl agpl".Split(' ')) AddShort(family, vocabulary);
        Redistribute = Phrase.Of("redistribute it and or modify", vocabulary);
        FreeSoftware = Phrase.Of("is free software", vocabulary);
        Published = Phrase.Of("published by the free software foundation", vocabulary);
        Version = [.. Phrase.Of("version v versions", vocabulary)];
        Later = [.. Phrase.Of("later newer higher above", vocabulary)];
        (Or, Only) = (vocabulary.Add("or"), vocabulary.Add("only"));
        Numbers = "1 1.0 1.1 1.2 1.3 2 2.0 2.1 3 3.0 v1 v2 v2.0 v2.1 v3 v3.0".Split(' ').SelectMany(n => (IEnumerable<string>)[n, n + "+"])
            .ToDictionary(n => vocabulary.Add(n), n => n.TrimStart('v'));
        Tails = [.. _tails.Select(t => Phrase.Of(t, vocabulary))];
    }

    public int[] Redistribute { get; }

    public int[] FreeSoftware { get; }

    public int[] Published { get; }

    public HashSet<int> Version { get; }

    public HashSet<int> Later { get; }

    /// <summary>Numbers of versions, without "v", with a "+" where one is written.</summary>
    public Dictionary<int, string> Numbers { get; }

    /// <summary>The ends of the sentences that usually follow a grant.</summary>
    public int[][] Tails { get; }

    public int Or { get; }

    public int Only { get; }

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

    /// <summary>"GPLv2+", "LGPL-2.1": family and version in one word, or null.</summary>
    public (string Family, string Version)? ShortAt(int word) => _short.TryGetValue(word, out var found) ? found : null;

    private void AddShort(string family, Vocabulary vocabulary)
    {
        foreach (var version in "1 1.0 2 2.0 2.1 3 3.0".Split(' '))
        {
            foreach (var word in (IEnumerable<string>)[$"{family}v{version}", $"{family}{version}"])
            {
                _short[vocabulary.Add(word)] = (family.ToUpperInvariant(), version);
                _short[vocabulary.Add(word + "+")] = (family.ToUpperInvariant(), version + "+");
            }
        }
    }
}
