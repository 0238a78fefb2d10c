using Steward.Stages.Security.Licences.Detection.Index;
using Steward.Stages.Security.Licences.Detection.Matching;
using Steward.Stages.Security.Licences.Detection.Words;

namespace Steward.Stages.Security.Licences.Detection;

/// <summary>Finds licences in texts. Pure and safe for any number of threads; the known texts are read at the first use.</summary>
public static class LicenceDetector
{
    /// <summary>Everything that is found, by line.</summary>
    public static IReadOnlyList<FoundLicence> Detect(string text)
    {
        var index = TextIndex.Current;
        var tokens = Tokenizer.Cut(text, index.Vocabulary);
        return [.. TextFinder.Find(index, tokens).Select(r => Found(index, tokens, r))];
    }

    private static FoundLicence Found(TextIndex index, Tokens tokens, Region region)
    {
        var known = index.Texts[region.Text];
        return new FoundLicence(known.Id, FoundKind.Text, Math.Round(region.Score, 3), tokens.Lines[region.Start], tokens.Lines[region.End - 1], known.SameText);
    }
}
