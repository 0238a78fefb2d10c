using Steward.Stages.Security.Licences.Detection.Words;

namespace Steward.Stages.Security.Licences.Detection;

/// <summary>Finds what talks like a licence in the words of a licence file that nothing explains.</summary>
internal static class UnknownFinder
{
    private const int FewestTalking = 4;
    private const int FewestWords = 20;
    private const double Most = 0.9;

    private static readonly string[] _talk =
    [
        "license", "licenses", "licensed", "licensee", "licensor", "permission", "permissions", "permitted", "redistribute", "redistributed", "redistribution",
        "redistributions", "distribute", "distribution", "warranty", "warranties", "liable", "liability", "rights", "grant", "granted", "grants", "terms", "conditions", "agreement",
        "prohibited", "proprietary", "confidential", "copies", "use", "modify", "copyright", "patent", "sell", "sublicense", "disclaimer", "restriction", "restrictions", "unauthorized",
    ];

    private static readonly Lazy<HashSet<int>> _words = new(() => [.. _talk.Select(w => Knowledge.Current.Vocabulary.Find(w)).Where(w => w >= 0)]);

    /// <summary>Stretches of unexplained lines that talk like a licence; where nothing at all was found, a single word is enough.</summary>
    /// <param name="tokens">The file.</param>
    /// <param name="explained">True for each word that something explains.</param>
    /// <param name="nothingFound">True when nothing was.</param>
    public static IEnumerable<FoundLicence> Find(Tokens tokens, bool[] explained, bool nothingFound)
    {
        for (var start = 0; start < tokens.Count; start++)
        {
            if (explained[start]) continue;
            var end = start;
            while (end < tokens.Count && !explained[end]) end++;
            if (Judge(tokens, start, end, nothingFound) is { } found) yield return found;
            start = end;
        }
    }

    private static FoundLicence? Judge(Tokens tokens, int start, int end, bool nothingFound)
    {
        var (words, talking, first, last) = (0, 0, -1, -1);
        for (var i = start; i < end; i++)
        {
            if (tokens.Neutral[i] && !nothingFound) continue;
            words++;
            if (!_words.Value.Contains(tokens.Words[i])) continue;
            talking++;
            (first, last) = (first < 0 ? i : first, i);
        }

        var talks = nothingFound ? talking > 0 : talking >= FewestTalking && words >= FewestWords && talking * 40 >= words;
        if (!talks) return null;
        return new FoundLicence(null, FoundKind.Unknown, Math.Round(Math.Min(Most, 10.0 * talking / words), 3), tokens.Lines[FirstOf(tokens, start, first)], tokens.Lines[LastOf(tokens, last, end)], []);
    }

    // From the paragraph in which the talk begins to the one in which it ends.
    private static int FirstOf(Tokens tokens, int start, int first)
    {
        while (first > start && tokens.Lines[first] - tokens.Lines[first - 1] < 2) first--;
        return first;
    }

    private static int LastOf(Tokens tokens, int last, int end)
    {
        while (last + 1 < end && tokens.Lines[last + 1] - tokens.Lines[last] < 2) last++;
        return last;
    }
}
