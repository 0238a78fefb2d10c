using System.Text;

namespace Steward.Cli.Running;

/// <summary>Keeps what a command prints: all of it in a file, up to a limit, and the last lines for people.</summary>
internal sealed class OutputLog : IDisposable
{
    private const long MaxCharacters = 64 * 1024 * 1024;
    private readonly Lock _gate = new();
    private readonly StreamWriter _file;
    private readonly LastLines _last = new();
    private long _written;

    public OutputLog(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = new StreamWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite));
    }

    /// <summary>The last lines, for whoever has to mend it.</summary>
    public string Last => _last.ToString();

    /// <summary>Reads a stream to its end, or until nobody waits for it any more.</summary>
    public async Task ReadAsync(StreamReader reader, CancellationToken enough)
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        try
        {
            while (await reader.ReadAsync(buffer, enough) is > 0 and var read) Take(line, buffer.AsSpan(0, read));
        }
        catch (OperationCanceledException)
        {
            // A process that the command left behind holds the stream open; what it prints is not the command's.
        }

        if (line.Length > 0) _last.Add(line);
    }

    public void Dispose() => _file.Dispose();

    private void Take(StringBuilder line, ReadOnlySpan<char> printed)
    {
        _last.Take(line, printed);
        lock (_gate)
        {
            if (_written <= MaxCharacters) _file.Write(printed);
            if (_written <= MaxCharacters && _written + printed.Length > MaxCharacters) _file.Write("\n(what followed was not kept)\n");
            _written += printed.Length;
        }
    }
}
