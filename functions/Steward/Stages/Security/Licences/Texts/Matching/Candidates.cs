using System.Runtime.InteropServices;
using Steward.Stages.Security.Licences.Detection.Index;

namespace Steward.Stages.Security.Licences.Detection.Matching;

/// <summary>
/// Which texts may begin within a short stretch of words: those whose sequences stand there in the same order, found by votes for text and shift
/// (position in the file less position in the text).
/// </summary>
internal sealed class Candidates(TextIndex index, int[] sequences)
{
    /// <summary>How many words are looked at.</summary>
    public const int Window = 96;

    private const int ShiftBits = 5;
    private const int FewestVotes = 5;
    private const int MostPlaces = 300;
    private const int Most = 64;
    private const double ShareOfBest = 0.45;
    private readonly Dictionary<(int Text, int Shift), Votes> _votes = [];

    /// <summary>The candidates, best first.</summary>
    public IReadOnlyList<Start> At(int from, int to)
    {
        _votes.Clear();
        for (var word = from; word < Math.Min(to, from + Window); word++)
        {
            if (sequences[word] >= 0) Vote(word);
        }

        if (_votes.Count == 0) return [];
        var texts = _votes.GroupBy(v => v.Key.Text).Select(g => (Text: g.Key, Votes: g.Max(Together), Shifts: g)).Where(t => t.Votes >= Fewest(t.Text)).ToList();
        if (texts.Count == 0) return [];
        var least = texts.Max(t => t.Votes) * ShareOfBest;
        return [.. texts.Where(t => t.Votes >= least).OrderByDescending(t => t.Votes).ThenBy(t => t.Text).Take(Most).Select(t => First(t.Text, t.Shifts))];
    }

    private void Vote(int word)
    {
        var places = index.PlacesOf(sequences[word]);
        if (places.Length > MostPlaces) return;
        foreach (var place in places)
        {
            var key = (place.Text, (word - place.Position) >> ShiftBits);
            var votes = _votes.GetValueOrDefault(key, new Votes(0, word, place.Position));
            _votes[key] = votes with { Count = votes.Count + 1 };
        }
    }

    // Neighbours share what lies on their border.
    private int Together(KeyValuePair<(int Text, int Shift), Votes> one) =>
        one.Value.Count + _votes.GetValueOrDefault((one.Key.Text, one.Key.Shift + 1)).Count;

    private int Fewest(int text) => Math.Min(FewestVotes, Math.Max(2, index.Texts[text].Words.Length / 3));

    // Something may have been inserted or left out before the shift with the most votes: the earliest that agrees with it.
    private static Start First(int text, IEnumerable<KeyValuePair<(int Text, int Shift), Votes>> shifts)
    {
        var all = shifts.ToList();
        var best = all.MaxBy(s => s.Value.Count).Value;
        var first = all.Select(s => s.Value).Where(v => v.Count > 2 && v.Word <= best.Word && v.Position <= best.Position).Append(best).MinBy(v => v.Word);
        return new Start(text, first.Word, first.Position);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Votes(int Count, int Word, int Position);
}
