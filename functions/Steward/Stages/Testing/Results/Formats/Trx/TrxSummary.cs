using Steward.Kernel;
using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Trx;

/// <summary>
/// What a TRX file says of its run as a whole. A test host that crashed leaves results that all passed and a run that did not
/// (microsoft/vstest#2506), so a run that calls itself anything but in order is never taken for complete.
/// </summary>
/// <param name="builder">What was read so far: the results of this run come next.</param>
internal sealed class TrxSummary(ReportBuilder builder)
{
    private readonly int _badBefore = builder.NotInOrder;
    private string? _outcome;
    private DeclaredCounts? _declared;
    private bool _inError;
    private string? _errorText;

    /// <summary>Results that only hold rows: some tools count them as tests.</summary>
    public int Groups { get; set; }

    public void Take(XmlScanner xml)
    {
        if (xml.Name == "ResultSummary") _outcome = xml.Common("outcome"u8);
        else if (xml.Name == "Counters") _declared = Declared(xml);
        else _inError = xml.Common("outcome"u8) is "Error" or "Aborted" or "Timeout";
    }

    public void Say(string? text)
    {
        if (_inError) _errorText ??= text;
    }

    public void EndRunInfo() => _inError = false;

    public void Judge()
    {
        if (_declared is not null) builder.Declare(_declared, Groups);
        if (_outcome is null or "Completed" or "Passed" or "Warning" or "NotExecuted" or "Inconclusive") return;
        if (_outcome == "Failed" && builder.NotInOrder > _badBefore) return;
        if (_errorText is not null) builder.Note($"The run says: {_errorText}");
        builder.Incomplete(_outcome == "Failed"
            ? "The run calls itself failed although none of its tests is."
            : $"The run did not come to its end: its outcome is {Texts.Clip(_outcome, 40)}.");
    }

    // notExecuted is not compared: dotnet test leaves it 0 whatever was skipped.
    private static DeclaredCounts Declared(XmlScanner xml) => new(
        xml.CountOf("total"u8), xml.CountOf("failed"u8),
        xml.CountOf("error"u8) is { } errors ? Math.Min(errors, int.MaxValue) + Math.Min(xml.CountOf("timeout"u8) ?? 0, int.MaxValue) + Math.Min(xml.CountOf("aborted"u8) ?? 0, int.MaxValue) : null);
}
