using System.Runtime.InteropServices;
using Steward.Stages.Security.Licences.Detection.Index;
using Steward.Stages.Security.Licences.Detection.Words;

namespace Steward.Stages.Security.Licences.Detection.Matching;

/// <summary>
/// Lays a known text along the words of a file: runs of equal words, and between them the nearest place at which both go on together. The work is
/// proportional to the words that are passed, however they are made.
/// </summary>
internal sealed class Alignment(TextIndex index, Tokens tokens, int[] sequences)
{
    private const int MostInserted = 72;
    private const int MostSkipped = 400;
    private const int LongRun = 8;
    private readonly List<Run> _runs = [];
    private readonly int[] _binding = Sums(tokens.Neutral);

    /// <summary>Aligns from a pair of equal places on; words outside of the limits are not touched.</summary>
    public Region? Align(Start start, int from, int to)
    {
        var known = index.Texts[start.Text];
        var (i, j) = (start.Word, start.Position);
        while (i > from && j > 0 && tokens.Words[i - 1] == known.Words[j - 1]) (i, j) = (i - 1, j - 1);
        _runs.Clear();
        while (true)
        {
            var length = RunLength(known, i, j, to, int.MaxValue);
            if (length > 0) _runs.Add(new Run(i, j, length));
            (i, j) = (i + length, j + length);
            if (j >= known.Words.Length || i >= to || Next(start.Text, known, i, j, to) is not { } next) break;
            (i, j) = (next.Word, next.Position);
        }

        return Best(start.Text, known);
    }

    // The nearest place at which both go on together; a long run is worth a longer way. Copyright notices make the way hardly longer.
    private Start? Next(int text, KnownText known, int word, int position, int to)
    {
        var (best, cost) = (default(Start?), int.MaxValue);
        for (var i = word; i < to && Way(word, i) is var way && way < Math.Min(cost, MostInserted); i++)
        {
            if (sequences[i] < 0) continue;
            var j = index.Next(sequences[i], text, position);
            if (j < 0 || j - position > MostSkipped) continue;
            var price = way + j - position + (3 * (LongRun - RunLength(known, i, j, to, LongRun)));
            if (price < cost) (best, cost) = (new Start(text, i, j), price);
        }

        return best;
    }

    private int Way(int from, int to) => _binding[to] - _binding[from] + ((to - from) / 8);

    private int RunLength(KnownText known, int word, int position, int to, int most)
    {
        var length = Math.Min(most, Math.Min(to - word, known.Words.Length - position));
        return tokens.Words.AsSpan(word, length).CommonPrefixLength(known.Words.AsSpan(position, length));
    }

    // The stretch of runs with the most words less half of what stands between them: stray runs at both ends fall off.
    private Region? Best(int text, KnownText known)
    {
        var (best, sum, first, bestFirst, bestLast) = (0.0, 0.0, 0, 0, -1);
        for (var run = 0; run < _runs.Count; run++)
        {
            if (run > 0) sum -= Between(run) / 2.0;
            if (sum <= 0) (sum, first) = (0, run);
            sum += _runs[run].Length;
            if (sum > best) (best, bestFirst, bestLast) = (sum, first, run);
        }

        return bestLast < 0 ? null : Region(text, known, bestFirst, bestLast);
    }

    private Region Region(int text, KnownText known, int first, int last)
    {
        var (matched, notices, gaps) = (0, 0, default(Gaps));
        for (var run = first; run <= last; run++)
        {
            matched += _runs[run].Length;
            notices += _runs[run].Length - _binding[_runs[run].Word + _runs[run].Length] + _binding[_runs[run].Word];
            if (run > first) gaps = gaps.With(Missing(run), Inserted(run));
        }

        var (begin, end) = (_runs[first], _runs[last]);
        var behind = Math.Max(0, known.Required - end.Position - end.Length);
        return new Region(text, begin.Word, end.Word + end.Length, matched, notices, Math.Max(0, begin.Position - known.Title) + behind, gaps);
    }

    private int Between(int run) => Inserted(run) + Missing(run);

    private int Missing(int run) => _runs[run].Position - _runs[run - 1].Position - _runs[run - 1].Length;

    private int Inserted(int run) => _binding[_runs[run].Word] - _binding[_runs[run - 1].Word + _runs[run - 1].Length];

    // How many words before each one are not neutral.
    private static int[] Sums(bool[] neutral)
    {
        var sums = new int[neutral.Length + 1];
        for (var i = 0; i < neutral.Length; i++) sums[i + 1] = sums[i] + (neutral[i] ? 0 : 1);
        return sums;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Run(int Word, int Position, int Length);
}

/// <summary>A word of the file and the place of the text where the same sequence stands.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Start(int Text, int Word, int Position);
