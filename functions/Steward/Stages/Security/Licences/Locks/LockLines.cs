using Steward.Kernel;
using Steward.Stages.Security.Licences.Locks.Values;

namespace Steward.Stages.Security.Licences.Locks;

/// <summary>A line of a lock file that is plain text.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Indent">How many blanks it begins with.</param>
/// <param name="Text">The rest, without blanks at the end.</param>
internal readonly record struct LockLine(int Number, int Indent, string Text);

/// <summary>Reads plain text line by line within bounds.</summary>
internal static class LockLines
{
    private const int MaxLength = 100_000;

    /// <summary>The lines that are not empty; what is too much is told to <paramref name="problem"/> and ends the reading.</summary>
    public static IEnumerable<LockLine> Of(ReadOnlyMemory<byte> content, Action<string> problem)
    {
        if (content.Length > LockReaders.MaxBytes)
        {
            problem($"The lock file has more than {LockReaders.MaxBytes} bytes.");
            yield break;
        }

        var number = 0;
        using var reader = new StringReader(LockDocument.TextOf(content));
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length > MaxLength)
            {
                problem($"Line {number} has more than {MaxLength} characters; what follows was not read.");
                yield break;
            }

            var text = line.TrimEnd();
            var indent = text.Length - text.TrimStart(' ').Length;
            if (text.Length > 0) yield return new LockLine(number, indent, text[indent..]);
        }
    }

    /// <summary>True for a marker that git leaves in a file when it could not merge: what follows is not one lock file but two.</summary>
    public static bool IsConflict(LockLine line) =>
        line.Indent == 0 && (line.Text.StartsWith("<<<<<<<", StringComparison.Ordinal) || line.Text.StartsWith(">>>>>>>", StringComparison.Ordinal));

    /// <summary>The sentence about a line that cannot be read.</summary>
    public static string Unreadable(LockLine line, string expected) => $"Line {line.Number}: '{Texts.Clip(line.Text, 80)}' is not {expected}.";
}
