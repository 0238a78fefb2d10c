using System.Runtime.InteropServices;
using Steward.Stages.Security.Licences.Detection.Index;

namespace Steward.Stages.Security.Licences.Detection.Matching;

/// <summary>
/// Which texts may begin within a short stretch of words: those whose sequences stand there in the same order. First the sequences of each text are
/// counted; then those of the best texts by shift (position in the file less position in the text).
/// </summary>
internal sealed class Candidates(TextIndex index, int[] sequences, bool[] neutral)
{
    /// <summary>How many words are looked at.</summary>
    public const int Window = 96;

    private const int ShiftBits = 5;
    private const int FewestVotes = 8;
    private const int MostPlaces = 300;
    private const int Most = 48;
    private const double ShareOfBest = 0.45;
    private readonly int[] _counts = new int[index.Texts.Count];
    private readonly HashSet<int> _seen = [];
    private readonly List<int> _window = [];
    private readonly Dictionary<(int Text, int Shift), Votes> _votes = [];

    /// <summary>The candidates, best first.</summary>
    public IReadOnlyList<Start> At(int from, int to)
    {
        Look(from, Math.Min(to, from + Window));
        if (_window.Count < 2) return [];
        Count();
        var least = Math.Max(1, (int)(_counts.Max() * ShareOfBest));
        _votes.Clear();
        foreach (var word in _window)
        {
            foreach (var place in index.PlacesOf(sequences[word])) Vote(word, place, least);
        }

        var texts = _votes.GroupBy(v => v.Key.Text).Select(g => (Text: g.Key, Votes: g.Max(Together), Shifts: g)).Where(t => t.Votes >= Fewest(t.Text));
        return [.. texts.OrderByDescending(t => t.Votes).ThenBy(t => t.Text).Take(Most).SelectMany(t => Starts(t.Text, t.Shifts))];
    }

    // The words whose sequences tell something: not those of copyright notices or of very many texts, and each once, so that repetition earns nothing.
    private void Look(int from, int to)
    {
        _seen.Clear();
        _window.Clear();
        for (var word = from; word < to; word++)
        {
            if (sequences[word] >= 0 && !neutral[word] && index.PlacesOf(sequences[word]).Length <= MostPlaces && _seen.Add(sequences[word])) _window.Add(word);
        }
    }

    private void Count()
    {
        _counts.AsSpan().Clear();
        foreach (var word in _window)
        {
            // Once for each text, however often it has the sequence.
            var last = -1;
            foreach (var place in index.PlacesOf(sequences[word]))
            {
                if (place.Text != last) _counts[place.Text]++;
                last = place.Text;
            }
        }
    }

    private void Vote(int word, Place place, int least)
    {
        if (_counts[place.Text] < least) return;
        ref var votes = ref CollectionsMarshal.GetValueRefOrAddDefault(_votes, (place.Text, (word - place.Position) >> ShiftBits), out var known);
        votes = known ? votes.With(word, place.Position) : new Votes(1, word, place.Position, word, place.Position);
    }

    // Neighbours share what lies on their border.
    private int Together(KeyValuePair<(int Text, int Shift), Votes> one) =>
        one.Value.Count + _votes.GetValueOrDefault((one.Key.Text, one.Key.Shift + 1)).Count;

    private int Fewest(int text) => Math.Min(FewestVotes, Math.Max(2, index.Texts[text].Words.Length / 3));

    // Something may have been inserted or left out before the shift with the most votes: the earliest that agrees with it. A phrase that the text has
    // further on may stand before its beginning: then both are tried.
    private static IEnumerable<Start> Starts(int text, IEnumerable<KeyValuePair<(int Text, int Shift), Votes>> shifts)
    {
        var all = shifts.Select(s => s.Value).ToList();
        var best = all.MaxBy(v => v.Count);
        var first = all.Where(v => v.Count > 2 && v.Word <= best.Word && v.Position <= best.Position).Append(best).MinBy(v => v.Word);
        yield return new Start(text, first.Word, first.Position);
        if (first.LowPosition < first.Position) yield return new Start(text, first.LowWord, first.LowPosition);
    }

    // How many, the first of them, and that with the lowest position in the text.
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Votes(int Count, int Word, int Position, int LowWord, int LowPosition)
    {
        public Votes With(int word, int position) =>
            position < LowPosition ? this with { Count = Count + 1, LowWord = word, LowPosition = position } : this with { Count = Count + 1 };
    }
}
