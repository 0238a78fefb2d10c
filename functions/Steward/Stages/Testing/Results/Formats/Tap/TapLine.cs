using System.Globalization;

namespace Steward.Stages.Testing.Results.Formats.Tap;

/// <summary>What a line of TAP is.</summary>
internal enum TapKind
{
    /// <summary>Output of the test program, or a comment that says nothing of its own.</summary>
    Other,

    /// <summary><c>TAP version 14</c></summary>
    Version,

    /// <summary><c>1..4</c></summary>
    Plan,

    /// <summary><c>ok 1 - name</c></summary>
    Point,

    /// <summary><c>Bail out!</c></summary>
    BailOut,

    /// <summary><c># Subtest: name</c></summary>
    Subtest,

    /// <summary><c># anything</c></summary>
    Comment,

    /// <summary><c>}</c>, the end of a subtest of node-tap's.</summary>
    Close,
}

/// <summary>Recognises lines of TAP.</summary>
internal static class TapLine
{
    private const string SubtestMark = "# Subtest";

    /// <summary>What a line is, its indentation taken away.</summary>
    public static TapKind KindOf(ReadOnlySpan<char> line) => line switch
    {
        ['#', ..] => line.StartsWith(SubtestMark, StringComparison.Ordinal) ? TapKind.Subtest : TapKind.Comment,
        "}" => TapKind.Close,
        _ when IsPoint(line) => TapKind.Point,
        _ when PlanOf(line) is not null => TapKind.Plan,
        _ when line.StartsWith("TAP version ", StringComparison.OrdinalIgnoreCase) => TapKind.Version,
        _ when line.StartsWith("Bail out!", StringComparison.OrdinalIgnoreCase) => TapKind.BailOut,
        _ => TapKind.Other,
    };

    /// <summary>Whether nothing but TAP has such a line.</summary>
    public static bool IsCharacteristic(ReadOnlySpan<char> line) =>
        line.StartsWith("TAP version 1", StringComparison.Ordinal) || (IsPoint(line) && HasNumber(line)) || PlanOf(line.TrimEnd()) is not null;

    /// <summary>The name behind "# Subtest:".</summary>
    public static string SubtestName(ReadOnlySpan<char> line) => line[SubtestMark.Length..].TrimStart(':').Trim().ToString();

    /// <summary>The number of tests of a plan; a number beyond all sense is the largest there is. Null: no plan.</summary>
    public static long? PlanOf(ReadOnlySpan<char> line)
    {
        if (!line.StartsWith("1..", StringComparison.Ordinal)) return null;
        var rest = line[3..];
        var length = rest.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : rest.Length;
        if (length == 0 || rest[length..].TrimStart() is not ([] or ['#', ..])) return null;
        return long.TryParse(rest[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
    }

    private static bool IsPoint(ReadOnlySpan<char> line)
    {
        var rest = line.StartsWith("not ok", StringComparison.Ordinal) ? line[6..] : line.StartsWith("ok", StringComparison.Ordinal) ? line[2..] : ['x'];
        return rest is [] or [' ' or '\t', ..];
    }

    private static bool HasNumber(ReadOnlySpan<char> line) =>
        line[(line.IndexOf("ok", StringComparison.Ordinal) + 2)..].TrimStart() is [>= '0' and <= '9', ..];
}
