using Steward.Stages.Security.Licences.Detection.Index;
using Steward.Stages.Security.Licences.Detection.Words;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Detection.Headers;

/// <summary>A licence that is named at some place.</summary>
/// <param name="Id">Its id; null where the name does not say which one.</param>
/// <param name="End">Behind the last word.</param>
/// <param name="IsWord">True for a single ordinary word, which needs a statement right before it.</param>
internal sealed record NamedLicence(string? Id, int End, bool IsWord);

/// <summary>The names of licences: those of the list, their ids, and <see cref="Families"/>.</summary>
internal sealed class NameBook
{
    private const int LongestVersion = 4;
    private readonly Dictionary<int, List<Entry>> _byFirst = [];
    private readonly Dictionary<int, string> _versions;
    private readonly HashSet<int> _fillers;
    private readonly int _license;

    public NameBook(Vocabulary vocabulary)
    {
        foreach (var (name, root, version) in Families.Versioned) Add(Phrase.Of(name, vocabulary), new Entry([], root, version, null));
        foreach (var (name, id) in Families.Single) Add(Phrase.Of(name, vocabulary), new Entry([], null, null, id));
        foreach (var name in Families.Vague) Add(Phrase.Of(name, vocabulary), new Entry([], null, null, null));
        foreach (var record in TextData.Read(TextData.Licences).Where(r => SpdxList.Current.Licence(r.Id) is not null)) AddListed(record, vocabulary);
        foreach (var entries in _byFirst.Values) entries.Sort((a, b) => b.Words.Length.CompareTo(a.Words.Length));
        _versions = "1 1.0 1.1 1.2 2 2.0 2.1 3 3.0 3.01 4 4.0 5.0 v1 v1.0 v1.1 v1.2 v2 v2.0 v2.1 v3.0".Split(' ')
            .ToDictionary(v => vocabulary.Add(v), v => v.TrimStart('v'));
        _fillers = [.. Phrase.Of("version v ver license public software the", vocabulary)];
        _license = vocabulary.Add("license");
    }

    /// <summary>The longest name that begins at a word, or null.</summary>
    public NamedLicence? At(Tokens tokens, int word)
    {
        if (!_byFirst.TryGetValue(tokens.Words[word], out var entries)) return null;
        foreach (var entry in entries)
        {
            if (tokens.Words.AsSpan(word).StartsWith(entry.Words) && Read(tokens, word, entry) is { } named) return named;
        }

        return null;
    }

    private NamedLicence? Read(Tokens tokens, int word, Entry entry)
    {
        var end = word + entry.Words.Length;
        if (entry.Root is null) return new NamedLicence(entry.Id, end < tokens.Count && tokens.Words[end] == _license ? end + 1 : end, entry.Words.Length == 1);
        for (var i = end; i < Math.Min(tokens.Count, end + LongestVersion); i++)
        {
            if (_versions.TryGetValue(tokens.Words[i], out var version) && IdOf(entry.Root, version) is { } id) return new NamedLicence(id, i + 1, false);
            if (!_fillers.Contains(tokens.Words[i])) break;
        }

        // "Apache" alone is a company, a helicopter...
        return entry.Version is null
            ? entry.Words.Length == 1 ? null : new NamedLicence(null, end, false)
            : new NamedLicence(SpdxList.Current.Licence(entry.Version.Length == 0 ? entry.Root : $"{entry.Root}-{entry.Version}"), end, false);
    }

    private static string? IdOf(string root, string version) =>
        SpdxList.Current.Licence($"{root}-{version}") ?? SpdxList.Current.Licence($"{root}-{version}.0") ?? SpdxList.Current.Licence($"{root}-{version.Replace(".0", "", StringComparison.Ordinal)}");

    // Names of the GNU family are read by GnuHeaders; names of one word are too ordinary. Ids become single words: "bsd3clause".
    private void AddListed(TextRecord record, Vocabulary vocabulary)
    {
        var id = SpdxExpression.Read(record.Id).Expression!.ToString();
        var written = Tokenizer.CutAndLearn(record.Id, vocabulary).Words;
        if (record.Id.Any(char.IsAsciiDigit) && written.Length == 1) Add(written, new Entry([], null, null, id));
        var name = Tokenizer.CutAndLearn(record.Name ?? "", vocabulary).Words;
        if (name.Length > 1 && !record.Name!.StartsWith("GNU", StringComparison.Ordinal)) Add(name, new Entry([], null, null, id));
    }

    private void Add(int[] words, Entry entry)
    {
        if (words.Length == 0) return;
        if (!_byFirst.TryGetValue(words[0], out var entries)) _byFirst[words[0]] = entries = [];
        if (!entries.Exists(e => e.Words.AsSpan().SequenceEqual(words) && e.Root == entry.Root)) entries.Add(entry with { Words = words });
    }

    private sealed record Entry(int[] Words, string? Root, string? Version, string? Id);
}
