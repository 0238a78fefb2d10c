namespace Steward.Stages.Security.Licences.Detection.Words;

/// <summary>The words of all known texts, each with a number from 0. Filled while the index is made, only read afterwards.</summary>
internal sealed class Vocabulary
{
    /// <summary>The number of a word that no known text has.</summary>
    public const int Unknown = -1;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public Vocabulary() => _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => _numbers.Count;

    /// <summary>The number of a normalised word, or <see cref="Unknown"/>.</summary>
    public int Find(ReadOnlySpan<char> word) => _lookup.TryGetValue(word, out var number) ? number : Unknown;

    /// <summary>The number of a normalised word, a new one where it has none.</summary>
    public int Add(ReadOnlySpan<char> word)
    {
        if (_lookup.TryGetValue(word, out var number)) return number;
        var added = _numbers.Count;
        _numbers[word.ToString()] = added;
        return added;
    }
}
