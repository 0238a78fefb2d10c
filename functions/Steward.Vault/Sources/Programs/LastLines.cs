using System.Text;
using Steward.Kernel;

namespace Steward.Vault.Sources.Programs;

/// <summary>The last lines of a text that a program writes, however much it writes.</summary>
internal sealed class LastLines
{
    private const int Lines = 5;
    private const int LineChars = 300;
    private readonly Queue<string> _lines = new();
    private readonly Lock _lock = new();

    /// <summary>The lines, the newest last, in one row.</summary>
    public override string ToString()
    {
        lock (_lock) return string.Join("; ", _lines);
    }

    /// <summary>Reads to the end, so that the program never waits for us.</summary>
    public async Task ReadAsync(Stream from)
    {
        using var reader = new StreamReader(from, Encoding.UTF8);
        var (chunk, line) = (new char[2048], new StringBuilder());
        for (int read; (read = await reader.ReadAsync(chunk)) > 0;)
        {
            foreach (var c in chunk.AsSpan(0, read))
            {
                if (c is '\n' or '\r') Keep(line);
                else if (line.Length <= LineChars) line.Append(c);
            }
        }

        Keep(line);
    }

    private void Keep(StringBuilder line)
    {
        var text = Texts.Clip(line.ToString().Trim(), LineChars);
        line.Clear();
        if (text.Length == 0) return;
        lock (_lock)
        {
            _lines.Enqueue(text);
            if (_lines.Count > Lines) _lines.Dequeue();
        }
    }
}
