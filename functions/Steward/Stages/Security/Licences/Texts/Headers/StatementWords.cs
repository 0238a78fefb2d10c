using Steward.Stages.Security.Licences.Detection.Words;

namespace Steward.Stages.Security.Licences.Detection.Headers;

/// <summary>The words by which a text states a licence, rather than mention it.</summary>
internal sealed class StatementWords
{
    private const int Reach = 10;
    private const int MostBehind = 2;
    private readonly HashSet<int> _verbs;
    private readonly int _license;
    private readonly int _the;

    public StatementWords(Vocabulary vocabulary)
    {
        _verbs = [.. Phrase.Of("under licensed released distributed redistributed terms governed covered relicensed sublicensed", vocabulary)];
        (_license, _the) = (vocabulary.Add("license"), vocabulary.Add("the"));
    }

    /// <summary>True for a word that states a licence.</summary>
    public bool IsVerb(int word) => _verbs.Contains(word);

    /// <summary>True when words shortly before say that what follows is the licence: "distributed under the ...", or a line "License: ...".</summary>
    public bool Precede(Tokens tokens, int word, int reach = Reach)
    {
        for (var i = word - 1; i >= Math.Max(0, word - reach); i--)
        {
            if (_verbs.Contains(tokens.Words[i])) return true;
            if (tokens.Words[i] == _license && tokens.Starts[i] && tokens.Lines[word] - tokens.Lines[i] <= 2) return true;
        }

        return false;
    }

    /// <summary>True when the words are all that stands on their line, but for "the" before them and two more behind: "The MIT License (MIT)".</summary>
    public bool StandAlone(Tokens tokens, int start, int end)
    {
        var begins = tokens.Starts[start] || (start > 0 && tokens.Words[start - 1] == _the && tokens.Starts[start - 1]);
        for (var i = end; begins && i <= end + MostBehind; i++)
        {
            if (i >= tokens.Count || tokens.Starts[i]) return true;
        }

        return false;
    }
}
