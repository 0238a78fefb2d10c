using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Spdx;

/// <summary>Makes terms of words: the list's letter case, today's ids for deprecated ones, references as they are.</summary>
internal static class SpdxTerms
{
    private const string Only = "-only";
    private const string Later = "-or-later";

    /// <summary>The term of a licence word.</summary>
    public static SpdxTerm Licence(SpdxToken word, bool plus)
    {
        if (Reference(word.Text) is { } reference)
            return plus ? throw new SpdxProblemException("a reference has no '+'", word.Position) : reference;
        var id = SpdxList.Current.Licence(word.Text)
            ?? throw new SpdxProblemException($"'{Texts.Clip(word.Text, 60)}' is not an id of the SPDX licence list", word.Position);
        if (SpdxList.Current.ReplacementOf(id) is not { } replacement) return Known(id, plus, word);
        var today = (SpdxTerm)SpdxParser.Read(replacement).Expression!;
        return today with { OrLater = today.OrLater || plus };
    }

    /// <summary>The exception of a word behind WITH.</summary>
    public static string Exception(SpdxToken word) =>
        SpdxList.Current.Exception(word.Text)
        ?? (IsReferenceTo("AdditionRef-", word.Text) ? word.Text : null)
        ?? throw new SpdxProblemException($"'{Texts.Clip(word.Text, 60)}' is not an exception of the SPDX licence list", word.Position);

    private static SpdxTerm Known(string id, bool plus, SpdxToken word)
    {
        if (id.EndsWith(Later, StringComparison.Ordinal)) return new SpdxTerm(id[..^Later.Length], true, null, SpdxTermStyle.Gnu);
        if (!id.EndsWith(Only, StringComparison.Ordinal))
            return new SpdxTerm(id, plus, null, SpdxList.Current.Licence(id + Only) is null ? SpdxTermStyle.Plain : SpdxTermStyle.Gnu);
        return plus
            ? throw new SpdxProblemException($"'{id}+' says both: this version only, and later ones", word.Position)
            : new SpdxTerm(id[..^Only.Length], false, null, SpdxTermStyle.Gnu);
    }

    private static SpdxTerm? Reference(string word) =>
        word.ToUpperInvariant() is "NONE" or "NOASSERTION" ? new SpdxTerm(word.ToUpperInvariant(), false, null, SpdxTermStyle.Reference)
        : IsReferenceTo("LicenseRef-", word) ? new SpdxTerm(word, false, null, SpdxTermStyle.Reference)
        : null;

    // [DocumentRef-name:]LicenseRef-name; names are letters, digits, '-' and '.'.
    private static bool IsReferenceTo(string prefix, string word)
    {
        var parts = word.Split(':');
        var inDocument = parts is [var document, _] && IsNamed("DocumentRef-", document);
        return (parts.Length == 1 || inDocument) && IsNamed(prefix, parts[^1]);
    }

    private static bool IsNamed(string prefix, string word) =>
        word.Length > prefix.Length && word.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
