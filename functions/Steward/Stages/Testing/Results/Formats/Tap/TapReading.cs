using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Tap;

/// <summary>One reading of TAP: tells points, plans and what stands behind a point from the other output of a test program.</summary>
internal sealed class TapReading(ReportBuilder builder)
{
    private const int Indent = 4;
    private readonly TapDocument _document = new(builder);
    private int _yaml = -1;
    private bool _bailed;
    private bool _awaitsResult;

    public void OnLine(string line)
    {
        if (_bailed) return;
        var text = line.AsSpan().TrimStart(' ');
        var indent = line.Length - text.Length;
        text = text.TrimEnd();
        if (_yaml >= 0 && InYaml(line, text, indent)) return;
        if (text is "---" && indent > 0 && _document.Point is not null) _yaml = indent;
        else OnText(text, indent);
    }

    /// <summary>Ends the document.</summary>
    public void End()
    {
        if (_awaitsResult) builder.Incomplete("The run was aborted before its end: the last line of prove, 'Result:', is not there.");
        _document.End(wasAborted: _bailed);
    }

    // A line with less indentation is none of the block's, whether the block was ended or not.
    private bool InYaml(string line, ReadOnlySpan<char> text, int indent)
    {
        if (text.Length > 0 && indent < _yaml)
        {
            _yaml = -1;
            return false;
        }

        if (text is "..." && indent == _yaml) _yaml = -1;
        else _document.Point?.Diagnostics.AddYaml(line.Length > _yaml ? line[_yaml..] : "");
        return true;
    }

    private void OnText(ReadOnlySpan<char> text, int indent)
    {
        var (kind, level) = (TapLine.KindOf(text), indent / Indent);
        var isAligned = indent % Indent == 0;
        if (kind == TapKind.BailOut) BailOut(text);
        else if (kind == TapKind.Subtest) _document.NameSubtest(TapLine.SubtestName(text), level);
        else if (kind == TapKind.Comment) _document.Point?.Diagnostics.AddComment(text.ToString());
        else if (kind == TapKind.Version && indent == 0) _document.BeginAgain();
        else if (kind == TapKind.Close && isAligned) _document.CloseBrace(level);
        else if (kind == TapKind.Plan && isAligned) Plan(text, level);
        else if (kind == TapKind.Point && isAligned) _document.Add(TapPoint.Parse(text.ToString()), level);
        else if (indent == 0) Prove(text);
    }

    // prove -v names each program's file before its TAP ("t/shop.t ....."), and says at its end what all of them came to.
    private void Prove(ReadOnlySpan<char> text)
    {
        var name = text.TrimEnd('.');
        if (text.Length - name.Length >= 2 && name is [_, .., ' '] && !name[..^1].Contains(' ') && name.ContainsAny('.', '/')) _awaitsResult = true;
        else if (text.StartsWith("Result: ", StringComparison.Ordinal)) _awaitsResult = false;
    }

    private void BailOut(ReadOnlySpan<char> text)
    {
        _bailed = true;
        var reason = text["Bail out!".Length..].Trim();
        builder.Incomplete($"The run was aborted: it bailed out{(reason.Length > 0 ? $": {Texts.Clip(reason.ToString(), 300)}" : "")}.");
    }

    private void Plan(ReadOnlySpan<char> text, int level)
    {
        var plan = TapLine.PlanOf(text)!.Value;
        if (plan == 0 && level == 0) builder.Note(Texts.Clip($"It plans no test: {text}", 200));
        _document.Plan(plan, level);
    }
}
