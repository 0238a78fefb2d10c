using System.Runtime.InteropServices;

namespace Steward.Stages.Security.Licences.Detection.Index;

/// <summary>
/// All known texts, and where each sequence of three words stands in them.
/// </summary>
internal sealed class TextIndex
{
    /// <summary>How many words a sequence has. Three survive most edits, and their numbers fit into 64 bits without a hash.</summary>
    public const int Length = 3;

    private const int WordBits = 21;
    private readonly Dictionary<ulong, int> _numbers;
    private readonly int[] _starts;
    private readonly Place[] _places;

    /// <summary>Makes an index of texts.</summary>
    public TextIndex(IReadOnlyList<KnownText> texts)
    {
        Texts = texts;
        var found = Sequences().ToArray();
        var keys = Array.ConvertAll(found, f => f.Key);
        _places = Array.ConvertAll(found, f => f.Place);
        Array.Sort(keys, _places);
        var starts = new List<int>(keys.Length / 2);
        _numbers = new Dictionary<ulong, int>(keys.Length / 2);
        for (var i = 0; i < keys.Length; i++)
        {
            if (i > 0 && keys[i] == keys[i - 1]) continue;
            _numbers.Add(keys[i], starts.Count);
            starts.Add(i);
        }

        _starts = [.. starts, keys.Length];
        for (var i = 0; i + 1 < _starts.Length; i++) _places.AsSpan(_starts[i].._starts[i + 1]).Sort();
    }

    public IReadOnlyList<KnownText> Texts { get; }

    /// <summary>The number of the sequence that begins at each word, or -1 where no known text has it.</summary>
    public int[] SequencesOf(ReadOnlySpan<int> words)
    {
        var numbers = new int[words.Length];
        numbers.AsSpan().Fill(-1);
        for (var i = 0; i + Length <= words.Length; i++)
        {
            if (words[i] >= 0 && words[i + 1] >= 0 && words[i + 2] >= 0) numbers[i] = _numbers.GetValueOrDefault(Key(words[i..]), -1);
        }

        return numbers;
    }

    /// <summary>Where a sequence stands: by text, then by position.</summary>
    public ReadOnlySpan<Place> PlacesOf(int sequence) => _places.AsSpan(_starts[sequence].._starts[sequence + 1]);

    /// <summary>The first place of a sequence in a text at or behind a position, or -1.</summary>
    public int Next(int sequence, int text, int position)
    {
        var places = PlacesOf(sequence);
        var at = places.BinarySearch(new Place(text, position));
        if (at < 0) at = ~at;
        return at < places.Length && places[at].Text == text ? places[at].Position : -1;
    }

    private IEnumerable<(ulong Key, Place Place)> Sequences()
    {
        for (var text = 0; text < Texts.Count; text++)
        {
            var words = Texts[text].Words;
            for (var i = 0; i + Length <= words.Length; i++) yield return (Key(words.AsSpan(i)), new Place(text, i));
        }
    }

    private static ulong Key(ReadOnlySpan<int> words) =>
        ((ulong)words[0] << (2 * WordBits)) | ((ulong)words[1] << WordBits) | (uint)words[2];
}

/// <summary>A position in a known text.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(int Text, int Position) : IComparable<Place>
{
    public int CompareTo(Place other) => Text != other.Text ? Text.CompareTo(other.Text) : Position.CompareTo(other.Position);
}
