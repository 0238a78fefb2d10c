using Steward.Kernel;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Tap;

/// <summary>
/// The subtests that are open. They are indented by four spaces each, and the point behind them closes them (TAP 14; Test::More and Node before
/// it). A point waits for the diagnostics behind it.
/// </summary>
internal sealed class TapDocument(ReportBuilder builder)
{
    private readonly Stack<TapLevel> _levels = new([new TapLevel("", null)]);
    private readonly Dictionary<int, string> _names = [];
    private TapLevel? _closed;

    /// <summary>The point that was read last, as long as diagnostics may follow it.</summary>
    public TapPoint? Point { get; private set; }

    private int Depth => _levels.Count - 1;

    public void NameSubtest(string name, int level)
    {
        Flush();
        _names[level] = KeptText.Name(name);
    }

    public void Plan(long number, int level)
    {
        Flush();
        if (!Enter(level)) return;
        while (Depth > level) CloseUnended();
        if (level == 0 && _levels.Peek().HasPlanBefore) BeginAgain();
        _levels.Peek().Plan(number, builder);
    }

    public void Add(TapPoint point, int level)
    {
        Flush();
        if (!Enter(level) || (level == 0 && Depth == 0 && IsBehindTheEnd(point))) return;
        while (Depth > level + 1) CloseUnended();
        _closed = Depth > level ? Close() : null;
        _names.Remove(level);
        _levels.Peek().Take(point);
        if (point.OpensBrace) _levels.Push(new TapLevel(Around(point.Name), point));
        else Point = point;
    }

    public void CloseBrace(int level)
    {
        Flush();
        if (Depth != level + 1 || _levels.Peek().Brace is not { } opener) return;
        (_closed, Point) = (Close(), opener);
        Flush();
    }

    /// <summary>Another document begins in the same file.</summary>
    public void BeginAgain()
    {
        Flush();
        if (Depth == 0 && _levels.Peek().IsUntouched) return;
        builder.Note("It holds several documents of TAP, one behind the other.");
        End(wasAborted: false);
        _levels.Push(new TapLevel("", null));
    }

    public void End(bool wasAborted)
    {
        Flush();
        while (Depth > 0) CloseUnended();
        var document = _levels.Pop();
        if (document.HasTests) builder.AddSuites(1);
        if (!wasAborted) document.Judge(builder, isSubtest: false);
    }

    // Behind a document that is complete: its successor's first point, or the single "ok" that prove -v says of each program.
    private bool IsBehindTheEnd(TapPoint point)
    {
        if (!_levels.Peek().IsComplete) return false;
        if (_levels.Peek().IsNumbered && point is { Ok: true, Number: null, Name: "" }) return true;
        if (point.Number == 1) BeginAgain();
        return false;
    }

    // Deeper by one opens a subtest; what is deeper still is output, unless a name announced what is between.
    private bool Enter(int level)
    {
        if (level >= ReportLimits.MaxDepth) return false;
        for (var between = Depth + 1; between < level; between++)
            if (!_names.ContainsKey(between - 1) && !_names.ContainsKey(between)) return false;
        while (Depth < level) Open(Depth + 1);
        return true;
    }

    // The name stands before the subtest (TAP 14, Node) or in it (Test::More of old).
    private void Open(int level)
    {
        var before = _names.ContainsKey(level - 1) ? level - 1 : level;
        _names.Remove(before, out var name);
        _levels.Push(new TapLevel(Around(name ?? ""), null));
    }

    private string Around(string name)
    {
        var around = _levels.Peek().Suite;
        return around.Length == 0 ? name : name.Length == 0 ? around : KeptText.Name($"{around} > {name}");
    }

    private TapLevel Close()
    {
        var closed = _levels.Pop();
        if (closed.HasTests) builder.AddSuites(1);
        closed.Judge(builder, isSubtest: true);
        _levels.Peek().Failed |= closed.Failed;
        return closed;
    }

    private void CloseUnended()
    {
        builder.Incomplete($"The run was aborted before its end: subtest '{Texts.Clip(_levels.Peek().Suite, 80)}' is not closed.");
        Close();
    }

    // A group that failed although nothing in it did is counted: a hook of it failed, or its plan.
    private void Flush()
    {
        if (Point is not { } point) return;
        (Point, var closed, _closed) = (null, _closed, null);
        var isGroup = closed is { Points: > 0 } || point.Diagnostics.IsGroup;
        if (isGroup && (point.Outcome != TestOutcome.Failed || closed is { Failed: true })) return;
        var level = _levels.Peek();
        level.HasTests = true;
        level.Failed |= point.Outcome == TestOutcome.Failed;
        builder.Add(point.End(level.Suite, isGroup));
    }
}
