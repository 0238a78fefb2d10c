using Steward.Stages.Security.Licences.Detection.Words;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Detection.Index;

/// <summary>Makes known texts of the data: those that differ in nothing that counts are one.</summary>
internal static class KnownTexts
{
    // What the list puts where the licence itself would stand, in deprecated ids that mean an exception.
    private const string Insertion = "insert GPL v";
    private const string EndOfTerms = "end of terms and conditions";

    /// <summary>All texts of this program.</summary>
    public static IReadOnlyList<KnownText> Load(Vocabulary vocabulary)
    {
        var records = TextData.Read(TextData.Licences).Select(AsException).Concat(TextData.Read(TextData.Exceptions).Select(r => (Ids: new[] { r.Id }, Text: r.Text!)));
        var end = Tokenizer.CutAndLearn(EndOfTerms, vocabulary).Words;
        return
        [
            .. records.Select(r => (r.Ids, Words: Tokenizer.CutAndLearn(r.Text, vocabulary).Binding()))
                .GroupBy(r => r.Words, r => r.Ids, WordsComparer.Instance)
                .Select(g => Make(g.Key, [.. g.SelectMany(ids => ids).Distinct(StringComparer.Ordinal).Order(IdOrder.Instance)], end)),
        ];
    }

    private static KnownText Make(int[] words, string[] ids, int[] end)
    {
        var at = words.AsSpan().IndexOf(end);
        return new KnownText(ids[0], ids.Length > 1 ? ids : [], words, at < 0 ? words.Length : at + end.Length);
    }

    // "GPL-2.0-with-classpath-exception" has the text of the exception alone: it is the exception.
    private static (string[] Ids, string Text) AsException(TextRecord record)
    {
        var text = record.Text!;
        if (text.StartsWith(Insertion, StringComparison.Ordinal)) text = text[text.IndexOf('\n', StringComparison.Ordinal)..];
        var means = SpdxList.Current.ReplacementOf(record.Id) is { } today ? ((SpdxTerm)SpdxExpression.Read(today).Expression!).Exception : null;
        var isException = means is not null && !text.Contains("either version 2", StringComparison.Ordinal);
        return isException ? ([means!, record.Id], text) : (WithIdOfToday(record.Id), text);
    }

    // The list keeps older versions of a text under deprecated ids, such as "GPL-3.0+" with an address that has changed: they are the licence of today.
    private static string[] WithIdOfToday(string id) =>
        SpdxExpression.Read(id).Expression is SpdxTerm { Exception: null } today && today.ToString() is var now && now != id ? [id, now] : [id];
}
