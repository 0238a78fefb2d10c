using System.Text;

namespace Steward.Stages.Monitoring.Errors.Records;

/// <summary>Reads lines of any length in bounded memory: what is beyond the limit is read past, not kept.</summary>
internal static class BoundedLines
{
    private const int Chunk = 16 * 1024;

    /// <summary>The lines of a text, without their ends (LF, CRLF or CR).</summary>
    public static IEnumerable<string> Read(TextReader text, int maxLength)
    {
        var line = new StringBuilder();
        var chunk = new char[Chunk];
        var afterReturn = false;
        var open = false;
        for (int read; (read = text.Read(chunk, 0, chunk.Length)) > 0;)
        {
            for (var i = 0; i < read; i++)
            {
                var c = chunk[i];
                var isSecondHalf = afterReturn && c == '\n';
                afterReturn = c == '\r';
                if (isSecondHalf) continue;
                open = c is not ('\n' or '\r');
                if (open)
                {
                    if (line.Length < maxLength) line.Append(c);
                    continue;
                }

                yield return line.ToString();
                line.Clear();
            }
        }

        if (open) yield return line.ToString();
    }
}
