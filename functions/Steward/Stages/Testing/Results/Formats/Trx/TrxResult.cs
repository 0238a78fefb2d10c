using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Trx;

/// <summary>One result element of a TRX file.</summary>
internal sealed class TrxResult(XmlScanner xml, TrxClasses classes)
{
    private readonly string _name = xml.NameOf("testName"u8) ?? "";
    private readonly string? _class = classes.Find(xml);
    private readonly TestOutcome _outcome = OutcomeOf(xml.Common("outcome"u8));
    private readonly double _seconds = xml.SecondsOf("duration"u8);
    private string? _message;
    private string? _trace;
    private bool _hasRows;
    private bool _hasBadRow;

    private bool IsBad => _outcome is TestOutcome.Failed or TestOutcome.Errored;

    /// <summary>
    /// A data-driven test is counted by its rows; unless it is bad and none of its rows is: then the badness would be lost.
    /// </summary>
    public bool StandsForItself => !_hasRows || (IsBad && !_hasBadRow);

    public void TakeRow(TrxResult row)
    {
        _hasRows = true;
        _hasBadRow |= row.IsBad || row._hasBadRow;
    }

    public void Say(string? text, bool isTrace)
    {
        if (isTrace) _trace ??= text;
        else _message ??= text;
    }

    public TestCaseResult ToCase() =>
        new(_class ?? ClassNames.Of(_name), _name, _outcome, _seconds, _outcome == TestOutcome.Passed ? null : _message ?? _trace)
        {
            Places = IsBad && _message is not null ? SourcePlaces.Kept(_trace) : null,
        };

    // The names of Microsoft.VisualStudio.TestTools.Common.TestOutcome. One that is not there or not known is an error: it did not pass.
    private static TestOutcome OutcomeOf(string? outcome) => outcome switch
    {
        "Passed" or "Warning" or "Completed" => TestOutcome.Passed,
        "Failed" => TestOutcome.Failed,
        "NotExecuted" or "Inconclusive" or "NotRunnable" => TestOutcome.Skipped,
        _ => TestOutcome.Errored,
    };
}
