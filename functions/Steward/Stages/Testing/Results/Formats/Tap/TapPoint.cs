using System.Globalization;
using System.Text;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Tap;

/// <summary>A test point: <c>not ok 3 - name # TODO reason</c>, and the diagnostics behind it.</summary>
internal sealed class TapPoint
{
    private readonly TapDiagnostics _diagnostics = new();
    private string? _directive;
    private string? _reason;
    private double? _seconds;

    public bool Ok { get; private init; }

    /// <summary>Its number; null when it has none.</summary>
    public long? Number { get; private init; }

    public string Name { get; private set; } = "";

    /// <summary>True when a subtest follows between braces, as node-tap wrote it.</summary>
    public bool OpensBrace { get; private set; }

    public TapDiagnostics Diagnostics => _diagnostics;

    /// <summary>A test to be done does not fail, and one that is skipped passed nothing.</summary>
    public TestOutcome Outcome => (_directive, Ok) switch
    {
        ("SKIP", _) or ("TODO", false) => TestOutcome.Skipped,
        (_, true) => TestOutcome.Passed,
        _ => TestOutcome.Failed,
    };

    public static TapPoint Parse(string line)
    {
        var ok = line.StartsWith("ok", StringComparison.Ordinal);
        var rest = line.AsSpan(ok ? 2 : 6).TrimStart();
        var digits = rest.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : rest.Length;
        // A number is a word of its own: "ok 2nd try" has none.
        var isNumber = digits > 0 && rest[digits..] is ([] or [' ' or '\t', ..]);
        var point = new TapPoint
        {
            Ok = ok,
            Number = isNumber && long.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        };
        point.Describe((isNumber ? rest[digits..] : rest).Trim());
        return point;
    }

    /// <summary>The test.</summary>
    /// <param name="suite">The subtests around it.</param>
    /// <param name="isGroup">Whether it stands for others, of which none failed: what failed is their set-up, their tear-down, or their plan.</param>
    public TestCaseResult End(string suite, bool isGroup)
    {
        var isError = _diagnostics.IsError || (isGroup && (_diagnostics.IsGroup || !_diagnostics.IsOwnFailure));
        var outcome = isError && Outcome == TestOutcome.Failed ? TestOutcome.Errored : Outcome;
        var name = Name.Length > 0 ? Name : Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"test {number}") : "(without a name)";
        var message = Outcome == TestOutcome.Passed ? null : _diagnostics.Message ?? _reason;
        return new TestCaseResult(suite, name, outcome, _seconds ?? _diagnostics.Seconds, message);
    }

    private void Describe(ReadOnlySpan<char> text)
    {
        if (text is ['-', ' ', ..] or ['-']) text = text[1..].TrimStart();
        OpensBrace = text is [.., ' ', '{'] or ['{'];
        if (OpensBrace) text = text[..^1].TrimEnd();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '#' && Directive(text[(i + 1)..].Trim()))
            {
                text = text[..i].TrimEnd();
                break;
            }
        }

        Name = KeptText.Name(Unescape(text));
    }

    // TAP 14: "# SKIP", "# TODO", in any case, with or without a reason; node-tap adds "# time=5ms".
    private bool Directive(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("time=", StringComparison.OrdinalIgnoreCase))
        {
            var digits = text[5..].ToString();
            _seconds = digits.EndsWith("ms", StringComparison.Ordinal) ? ReportDuration.Seconds(digits[..^2]) / 1000 : ReportDuration.Seconds(digits);
            return true;
        }

        var isSkip = text.StartsWith("SKIP", StringComparison.OrdinalIgnoreCase);
        if (!isSkip && !IsTodo(text)) return false;
        (_directive, _reason) = (isSkip ? "SKIP" : "TODO", KeptText.Name(text.ToString()));
        return true;
    }

    private static bool IsTodo(ReadOnlySpan<char> text) =>
        text.StartsWith("TODO", StringComparison.OrdinalIgnoreCase) && (text.Length == 4 || !char.IsLetterOrDigit(text[4]));

    private static string Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\')) return text.ToString();
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is ('\\' or '#')) i++;
            plain.Append(text[i]);
        }

        return plain.ToString();
    }
}
