using System.Globalization;
using System.Text;

namespace Steward.Stages.Testing.History;

/// <summary>Tells one failure of a test from another: a hash of its message without its numbers, so that times, ports and addresses do not matter.</summary>
public static class FailureDigest
{
    private const int MaxText = 4096;

    /// <summary>The digest of a message; 0 when there is none.</summary>
    public static ulong Of(string? message)
    {
        if (string.IsNullOrWhiteSpace(message)) return 0;
        var text = message.Length <= MaxText ? message : message[..MaxText];
        var masked = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) masked.Append(c);
            else if (masked.Length == 0 || masked[^1] != '#') masked.Append('#');
        }

        return Math.Max(1, TestId.HashOf(masked.ToString()));
    }

    /// <summary>The digest for people: 16 hexadecimal digits, or null for none.</summary>
    public static string? Text(ulong digest) => digest == 0 ? null : digest.ToString("x16", CultureInfo.InvariantCulture);
}
