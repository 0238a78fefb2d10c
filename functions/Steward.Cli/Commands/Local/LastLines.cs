using System.Text;

namespace Steward.Cli.Commands.Local;

/// <summary>The end of what a command prints on both of its streams, in the order in which it came: at most 30 lines of 300 characters.</summary>
internal sealed class LastLines
{
    private const int MaxLines = 30;
    private const int MaxLength = 300;
    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();

    /// <summary>Reads a stream to its end.</summary>
    public async Task ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        while (await reader.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            foreach (var character in buffer.AsSpan(0, read)) Take(line, character);
        }

        if (line.Length > 0) Add(line);
    }

    /// <summary>The lines, each with its end; empty when nothing was printed.</summary>
    public override string ToString()
    {
        lock (_gate) return string.Concat(_lines.Select(l => $"    {l}\n"));
    }

    // A line without an end must not grow without bounds: what is beyond the limit is dropped.
    private void Take(StringBuilder line, char character)
    {
        if (character == '\n') Add(line);
        else if (line.Length < MaxLength && !char.IsControl(character)) line.Append(character);
    }

    private void Add(StringBuilder line)
    {
        lock (_gate)
        {
            _lines.Enqueue(line.ToString());
            if (_lines.Count > MaxLines) _lines.Dequeue();
        }

        line.Clear();
    }
}
