using Steward.Stages.Monitoring.Errors.Grouping;

namespace Steward.Stages.Monitoring.Errors.Records;

/// <summary>
/// Makes errors of lines: JSON lines one by one, plain lines with the stack traces of .NET, Java, Python and Node joined to the line that
/// they belong to. Blank lines belong to nothing. Never throws on what stands in them.
/// </summary>
public static class RecordReader
{
    /// <summary>The longest JSON line that is read as JSON.</summary>
    public const int MaxJsonLine = 64 * 1024;

    // A "trace" longer than this is something else; it is cut into errors of this length.
    private const int MaxLinesOfRecord = 1000;

    /// <summary>The errors of a text, in order, streaming.</summary>
    /// <param name="text">The text; not disposed.</param>
    /// <param name="onLine">Told of every line, with its number, before the error it belongs to is known; null: nobody.</param>
    public static IEnumerable<ErrorRecord> Read(TextReader text, Action<int>? onLine = null)
    {
        var number = 0;
        RecordBuilder? open = null;
        foreach (var raw in BoundedLines.Read(text, MaxJsonLine))
        {
            onLine?.Invoke(++number);
            if (onLine is null) number++;
            if (string.IsNullOrWhiteSpace(raw)) continue;
            if (JsonLine.TryRead(number, raw) is { } json)
            {
                if (open is not null) yield return open.Build();
                open = null;
                yield return json;
                continue;
            }

            var line = raw.Length <= GroupingLimits.MaxLine ? raw : raw[..GroupingLimits.MaxLine];
            if (open is not null && number - open.LastLine < MaxLinesOfRecord && open.Take(number, line)) continue;
            if (open is not null) yield return open.Build();
            open = new RecordBuilder(number, line);
        }

        if (open is not null) yield return open.Build();
    }
}
