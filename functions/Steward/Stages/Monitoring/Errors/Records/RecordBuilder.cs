using Steward.Stages.Monitoring.Errors.Grouping;

namespace Steward.Stages.Monitoring.Errors.Records;

/// <summary>Gathers the lines of one plain error: decides what belongs to it, and what it is about.</summary>
internal sealed class RecordBuilder
{
    private readonly int _firstLine;
    private readonly bool _hasHeader;
    private string _message;
    private string? _type;
    private string? _frame;
    private bool _inPython;
    private bool _hasTrace;
    private bool _awaitsTrace;

    public RecordBuilder(int number, string line)
    {
        (_firstLine, LastLine, _message) = (number, number, line);
        _hasHeader = LineHeader.LengthOf(Tokeniser.Split(Head(line))) > 0;
        _type = TraceLine.ExceptionType(line);
        _inPython = line.EndsWith(TraceLine.PythonBegin, StringComparison.Ordinal);
    }

    public int LastLine { get; private set; }

    /// <summary>Takes a line that belongs to this error; false when it is another one's.</summary>
    public bool Take(int number, string next)
    {
        if (!Belongs(next)) return false;
        LastLine = number;
        if (_inPython) TakePython(next);
        else TakeOther(next);
        return true;
    }

    public ErrorRecord Build() =>
        new(_firstLine, LastLine, _message, _type is null && _frame is null ? null : new ExceptionShape(_type ?? "", _frame ?? ""));

    private bool Belongs(string next)
    {
        if (_inPython || TraceLine.IsInside(next)) return true;
        if (_awaitsTrace && next.EndsWith(TraceLine.PythonBegin, StringComparison.Ordinal)) return true;
        if (next.Length > 0 && char.IsWhiteSpace(next[0])) return _hasTrace || next[0] == '\t' || next.StartsWith("    ", StringComparison.Ordinal);
        // The exception that a log line announces stands below it, without a header of its own.
        return _hasHeader && !_hasTrace && LastLine == _firstLine && BeginsTrace(next);
    }

    private static bool BeginsTrace(string next) =>
        TraceLine.ExceptionType(next) is not null || next.StartsWith(TraceLine.PythonBegin, StringComparison.Ordinal);

    private void TakeOther(string next)
    {
        _awaitsTrace |= next.StartsWith("During handling", StringComparison.Ordinal) || next.StartsWith("The above exception", StringComparison.Ordinal);
        if (next.EndsWith(TraceLine.PythonBegin, StringComparison.Ordinal)) _inPython = true;
        else if (TraceLine.Function(next) is { } function) (_hasTrace, _frame) = (true, _frame ?? function);
        else if (!_hasTrace) _type ??= TraceLine.ExceptionType(next);
    }

    // Python's innermost frame is the last one, and its message stands below all of them.
    private void TakePython(string next)
    {
        _hasTrace = true;
        if (TraceLine.Function(next) is { } function) _frame = function;
        if (next.Length == 0 || char.IsWhiteSpace(next[0])) return;
        (_inPython, _awaitsTrace) = (false, false);
        _type = TraceLine.ExceptionType(next) ?? _type;
        if (!_hasHeader) _message = next;
    }

    private static string Head(string text) => text.Length <= 300 ? text : text[..300];
}
