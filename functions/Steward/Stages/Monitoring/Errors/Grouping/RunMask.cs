using System.Text;

namespace Steward.Stages.Monitoring.Errors.Grouping;

/// <summary>Masks the runs with digits of a token, and makes one mask of numbers that belong together: times, addresses, ranges.</summary>
internal static class RunMask
{
    private const int LongHex = 8;

    public static string Mask(ReadOnlySpan<char> core)
    {
        if (Shape(core) is { } whole) return whole;
        var masked = new StringBuilder(core.Length + 8);
        for (var at = 0; at < core.Length;)
        {
            var end = EndOfRun(core, at);
            if (end == at) masked.Append(core[at++]);
            else
            {
                AppendRun(masked, core[at..end]);
                at = end;
            }
        }

        return Join(masked.ToString());
    }

    // Numbers with separators only: what they are shows in the separators.
    private static string? Shape(ReadOnlySpan<char> core)
    {
        int dots = 0, colons = 0, dashes = 0;
        foreach (var c in core)
        {
            if (char.IsAsciiDigit(c)) continue;
            if (c == '.') dots++;
            else if (c == ':') colons++;
            else if (c is '-' or '/') dashes++;
            else if (c is not (',' or '+' or 'T' or 'Z' or '_')) return null;
        }

        if (dots == 3 && colons <= 1 && dashes is 0 or 1) return Masks.Address;
        return colons >= 2 || dashes >= 2 ? Masks.Time : Masks.Number;
    }

    private static int EndOfRun(ReadOnlySpan<char> core, int start)
    {
        var end = start;
        while (end < core.Length && char.IsLetterOrDigit(core[end])) end++;
        return end;
    }

    private static void AppendRun(StringBuilder masked, ReadOnlySpan<char> run)
    {
        if (!HasDigit(run)) masked.Append(run);
        else if (IsHex(run)) masked.Append(Masks.Hex);
        else AppendMixed(masked, run);
    }

    // "node12" and "30ms" keep their words; what mixes more is an identifier.
    private static void AppendMixed(StringBuilder masked, ReadOnlySpan<char> run)
    {
        var letters = LengthOf(run, char.IsLetter);
        var digits = LengthOf(run[letters..], char.IsDigit);
        var unit = LengthOf(run[(letters + digits)..], char.IsLetter);
        if (letters + digits + unit < run.Length || (letters > 0 && unit > 0)) masked.Append(Masks.Identifier);
        else masked.Append(run[..letters]).Append(Masks.Number).Append(run[(letters + digits)..]);
    }

    // "<num>.<num>", "-<num>": one number.
    private static string Join(string masked)
    {
        while (true)
        {
            var joined = masked;
            foreach (var separator in ".:-/,+")
                joined = joined.Replace($"{Masks.Number}{separator}{Masks.Number}", Masks.Number, StringComparison.Ordinal);
            if (joined.Length == masked.Length) break;
            masked = joined;
        }

        return masked.Replace("_-" + Masks.Number, "_" + Masks.Number, StringComparison.Ordinal) is var text && text.StartsWith('-') && text.Length > 1
            ? text[1..]
            : text;
    }

    private static bool IsHex(ReadOnlySpan<char> run)
    {
        if (run.Length > 2 && run[0] == '0' && run[1] is 'x' or 'X') return true;
        if (run.Length < LongHex) return false;
        var letters = 0;
        foreach (var c in run)
        {
            if (!char.IsAsciiHexDigit(c)) return false;
            if (!char.IsAsciiDigit(c)) letters++;
        }

        return letters > 0;
    }

    private static bool HasDigit(ReadOnlySpan<char> run) => LengthOf(run, c => !char.IsDigit(c)) < run.Length;

    private static int LengthOf(ReadOnlySpan<char> run, Func<char, bool> belongs)
    {
        var length = 0;
        while (length < run.Length && belongs(run[length])) length++;
        return length;
    }
}
