using Steward.Stages.Security.Licences.Detection.Words;

namespace Steward.Stages.Security.Licences.Detection.Headers;

/// <summary>Sequences of words, and where they stand.</summary>
internal static class Phrase
{
    /// <summary>The words of a phrase, learned.</summary>
    public static int[] Of(string text, Vocabulary vocabulary) => [.. text.Split(' ').Select(w => vocabulary.Add(w))];

    /// <summary>Behind the phrase's last word, for its first place that begins within the limits; -1 where there is none.</summary>
    public static int EndOf(this Tokens tokens, int[] phrase, int from, int to)
    {
        var begin = Math.Clamp(from, 0, tokens.Count);
        var end = Math.Clamp(to + phrase.Length - 1, begin, tokens.Count);
        var at = tokens.Words.AsSpan(begin..end).IndexOf(phrase);
        return at < 0 ? -1 : begin + at + phrase.Length;
    }

    /// <summary>True when the phrase begins within the limits.</summary>
    public static bool Has(this Tokens tokens, int[] phrase, int from, int to) => tokens.EndOf(phrase, from, to) >= 0;
}
