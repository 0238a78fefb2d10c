using Steward.Stages.Security.Licences.Detection.Words;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Detection.Index;

/// <summary>Makes known texts of the data: those that differ in nothing that counts are one.</summary>
internal static class KnownTexts
{
    // What the list puts where the licence itself would stand, in deprecated ids that mean an exception.
    private const string Insertion = "insert GPL v";
    private const int LongestTitle = 60;
    private const int ShortText = 40;

    // What stands behind these words need not be there: how to apply a licence, and the GPL behind the LGPL 3.0, which has it as an appendix.
    private static readonly (string Text, bool IsOptional)[] _optional =
        [("END OF TERMS AND CONDITIONS", false), ("GNU GENERAL PUBLIC LICENSE Version 3, 29 June 2007", true)];


    /// <summary>All texts of this program.</summary>
    public static IReadOnlyList<KnownText> Load(Vocabulary vocabulary)
    {
        var licences = TextData.Read(TextData.Licences).Select(AsException);
        var exceptions = TextData.Read(TextData.Exceptions).Select(r => (Ids: new[] { r.Id }, Text: r.Text!));
        var texts = licences.Concat(exceptions).Select(r => (r.Ids, Title: TitleOf(r.Text, vocabulary), Words: Tokenizer.CutAndLearn(r.Text, vocabulary).Binding()))
            .GroupBy(r => r.Words, r => (r.Ids, r.Title), WordsComparer.Instance)
            .Select(g => (Words: g.Key, g.First().Title, Ids: g.SelectMany(r => r.Ids).ToArray()))
            .ToList();
        var same = new SameIds(texts.Select(t => t.Ids));
        var optional = _optional.Select(o => (Words: Tokenizer.CutAndLearn(o.Text, vocabulary).Words, o.IsOptional)).ToList();
        return [.. texts.Select(t => Make(t.Words, t.Title, same.Of(t.Ids[0]), optional))];
    }

    private static KnownText Make(int[] words, int title, string[] ids, List<(int[] Words, bool IsOptional)> optional)
    {
        var required = words.Length;
        foreach (var (phrase, isOptional) in optional)
        {
            var at = words.AsSpan(1).IndexOf(phrase) + 1;
            if (at > 0) required = Math.Min(required, isOptional ? at : at + phrase.Length);
        }

        return new KnownText(ids[0], ids.Length > 1 ? ids : [], words, words.Length > ShortText ? title : 0, required);
    }

    // A short first line that is no sentence.
    private static int TitleOf(string text, Vocabulary vocabulary)
    {
        var line = text.AsSpan().TrimStart();
        if (line.IndexOf('\n') is var end and >= 0) line = line[..end].Trim();
        if (line.Length > LongestTitle || line.EndsWith('.') || line.EndsWith(',')) return 0;
        return Tokenizer.CutAndLearn(line, vocabulary).Binding().Length;
    }

    // "GPL-2.0-with-classpath-exception" has the text of the exception alone: it is the exception.
    private static (string[] Ids, string Text) AsException(TextRecord record)
    {
        var text = record.Text!;
        if (text.StartsWith(Insertion, StringComparison.Ordinal)) text = text[text.IndexOf('\n', StringComparison.Ordinal)..];
        var means = SpdxList.Current.ReplacementOf(record.Id) is { } today ? ((SpdxTerm)SpdxExpression.Read(today).Expression!).Exception : null;
        var isException = means is not null && !text.Contains("either version 2", StringComparison.Ordinal);
        return isException ? ([means!, record.Id], text) : (WithFamily(record.Id), text);
    }

    // The list has the text of a GNU licence under "-only", "-or-later" and deprecated ids, some with an older address in it: they are one.
    private static string[] WithFamily(string id) => SpdxExpression.Read(id).Expression is SpdxTerm { Exception: null, Style: SpdxTermStyle.Gnu } term
        ? [id, (term with { OrLater = false }).ToString()]
        : [id];
}
