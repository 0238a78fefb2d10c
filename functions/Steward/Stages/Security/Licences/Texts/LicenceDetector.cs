using Steward.Stages.Security.Licences.Detection.Headers;
using Steward.Stages.Security.Licences.Detection.Matching;
using Steward.Stages.Security.Licences.Detection.Words;

namespace Steward.Stages.Security.Licences.Detection;

/// <summary>
/// Finds licences in texts: whole texts, standard headers, tags and references (docs/licence-texts.md). Pure and safe for any number of threads;
/// what is known is read from the data of the program at the first use (about half a second). The work is proportional to the length of the text.
/// </summary>
public static class LicenceDetector
{
    /// <summary>Everything that is found, by line. The text is taken for that of a licence file: what talks like a licence and is none that is known is found as Unknown.</summary>
    /// <param name="text">The text; bound its length before.</param>
    public static IReadOnlyList<FoundLicence> Detect(string text) => Detect(text, isLicenceFile: true);

    /// <summary>Everything that is found, by line.</summary>
    /// <param name="text">The text; bound its length before.</param>
    /// <param name="isLicenceFile">Whether the file exists for its licence: only then is unknown talk reported, and a name that stands alone on a line counts.</param>
    public static IReadOnlyList<FoundLicence> Detect(string text, bool isLicenceFile)
    {
        if (isLicenceFile) return Detect(text, 1, isLicenceFile: true);
        if (Prefilter.Stretch(text) is not { } stretch) return [];
        return Detect(text[stretch.Start..stretch.End], 1 + Lines.In(text.AsSpan(0, stretch.Start)), isLicenceFile: false);
    }

    /// <summary>True for names under which licences are kept: LICENSE, LICENCE, COPYING, COPYRIGHT, NOTICE, UNLICENSE, with or without more behind or before it.</summary>
    /// <param name="fileName">A file name, or a path with '/' or '\\' in it.</param>
    public static bool IsLicenceFile(string fileName) => LicenceFileNames.Has(fileName);

    private static IReadOnlyList<FoundLicence> Detect(string text, int firstLine, bool isLicenceFile)
    {
        var knowledge = Knowledge.Current;
        var tokens = Tokenizer.Cut(text, knowledge.Vocabulary, firstLine);
        var findings = new Findings(knowledge, tokens);
        findings.Add(TextFinder.Find(knowledge.Texts, tokens));
        findings.Add(GnuHeaders.Find(knowledge, tokens));
        findings.Add(NamedLicences.Find(knowledge, tokens, isLicenceFile));
        findings.Add(TagFinder.Find(text, firstLine));
        if (isLicenceFile) findings.AddUnknown();
        return findings.ToList();
    }
}
