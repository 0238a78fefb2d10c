using System.Text;

namespace Steward.Source;

/// <summary>Lines as git counts them: LF ends a line; a last line without one counts too.</summary>
public static class TextLines
{
    // As git's buffer_is_binary: a NUL in the first 8,000 bytes.
    private const int BinaryProbe = 8000;

    /// <summary>True when git would take the content for binary.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> content) => content[..Math.Min(content.Length, BinaryProbe)].Contains((byte)0);

    /// <summary>The number of lines.</summary>
    public static int Count(ReadOnlySpan<byte> content) => content.Count((byte)'\n') + (content.IsEmpty || content[^1] == '\n' ? 0 : 1);

    /// <summary>The lines with their ends, one character a byte, so that whatever the encoding is, equal lines are equal texts.</summary>
    public static IReadOnlyList<string> Split(ReadOnlySpan<byte> content)
    {
        var lines = new List<string>();
        while (!content.IsEmpty)
        {
            var end = content.IndexOf((byte)'\n') + 1;
            var line = end == 0 ? content : content[..end];
            lines.Add(Encoding.Latin1.GetString(line));
            content = content[line.Length..];
        }

        return lines;
    }
}
