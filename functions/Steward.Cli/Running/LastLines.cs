using System.Text;

namespace Steward.Cli.Running;

/// <summary>The end of what a command prints on both of its streams, in the order in which it came: at most 30 lines of 300 characters.</summary>
internal sealed class LastLines
{
    private const int MaxLines = 30;
    private const int MaxLength = 300;
    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();

    /// <summary>The lines, each with its end; empty when nothing was printed.</summary>
    public override string ToString()
    {
        lock (_gate) return string.Concat(_lines.Select(l => $"    {l}\n"));
    }

    /// <summary>Takes what one of the streams printed.</summary>
    /// <param name="line">The line of that stream that has no end yet.</param>
    /// <param name="printed">What came.</param>
    public void Take(StringBuilder line, ReadOnlySpan<char> printed)
    {
        foreach (var character in printed) Take(line, character);
    }

    /// <summary>Takes a line as it is.</summary>
    public void Add(StringBuilder line)
    {
        lock (_gate)
        {
            _lines.Enqueue(line.ToString());
            if (_lines.Count > MaxLines) _lines.Dequeue();
        }

        line.Clear();
    }

    // A line without an end must not grow without bounds: what is beyond the limit is dropped.
    private void Take(StringBuilder line, char character)
    {
        if (character == '\n') Add(line);
        else if (line.Length < MaxLength && !char.IsControl(character)) line.Append(character);
    }
}
