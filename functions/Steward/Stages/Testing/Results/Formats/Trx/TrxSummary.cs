using System.Xml;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Trx;

/// <summary>
/// What a TRX file says of its run as a whole. A test host that crashed leaves results that all passed and a run that did not
/// (microsoft/vstest#2506), so a run that calls itself anything but in order is never taken for complete.
/// </summary>
internal sealed class TrxSummary
{
    private string? _outcome;
    private long? _total;
    private bool _inError;
    private string? _errorText;

    public void Take(XmlReader reader)
    {
        if (reader.LocalName == "ResultSummary") _outcome = reader.GetAttribute("outcome");
        else if (reader.LocalName == "Counters") _total = reader.Number("total");
        else _inError = reader.GetAttribute("outcome") is "Error" or "Aborted" or "Timeout";
    }

    public void Say(string? text)
    {
        if (_inError) _errorText ??= text;
    }

    public void EndRunInfo() => _inError = false;

    public void Judge(ReportBuilder builder)
    {
        if (_total > builder.Tests) builder.Note($"It declares {Texts.Count(_total.Value, "test")} and holds {builder.Tests}.");
        if (_outcome is null or "Completed" or "Passed" or "Warning" or "NotExecuted" or "Inconclusive") return;
        if (_outcome == "Failed" && builder.NotInOrder > 0) return;
        if (_errorText is not null) builder.Note($"The run says: {_errorText}");
        builder.Incomplete(_outcome == "Failed"
            ? "The run calls itself failed although none of its tests is."
            : $"The run did not come to its end: its outcome is {Texts.Clip(_outcome, 40)}.");
    }
}
