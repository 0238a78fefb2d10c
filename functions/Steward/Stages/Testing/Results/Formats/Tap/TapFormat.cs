using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Tap;

/// <summary>
/// The Test Anything Protocol, versions 12, 13 and 14 (testanything.org). A test point that closes a subtest stands for its tests, which are
/// counted instead of it.
/// </summary>
public sealed class TapFormat : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "TAP";

    /// <inheritdoc/>
    public bool Recognises(ReportHead head)
    {
        if (head.XmlRoot is not null) return false;
        foreach (var line in head.Text.AsSpan().EnumerateLines())
            if (TapLine.IsCharacteristic(line)) return true;
        return false;
    }

    /// <inheritdoc/>
    public void Read(Stream report, ReportBuilder builder)
    {
        using var lines = TextLines.Open(report);
        var reading = new TapReading(builder);
        while (lines.Next() is { } line)
        {
            if (lines.WasCut) builder.Note($"Line {lines.Number} is longer than {TextLines.MaxLine} characters; its beginning was read.");
            reading.OnLine(line);
        }

        reading.End();
    }
}
