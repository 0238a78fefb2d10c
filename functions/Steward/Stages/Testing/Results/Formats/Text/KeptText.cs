using System.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Text;

/// <summary>The beginning of what a tool says about a test, line by line: no more than is kept of a message.</summary>
internal sealed class KeptText
{
    private readonly StringBuilder _text = new();

    public bool IsEmpty => _text.Length == 0;

    public void AddLine(string line)
    {
        if (_text.Length > 0) Add("\n");
        Add(line);
    }

    public void Add(string? text)
    {
        var room = ReportLimits.MaxMessage - _text.Length;
        if (text is not null && room > 0) _text.Append(text.Length <= room ? text : text.AsSpan(0, room));
    }

    /// <summary>The text, or null when nothing was said.</summary>
    public override string? ToString() => _text.ToString().Trim() is { Length: > 0 } said ? said : null;

    /// <summary>A name as it is kept: never longer than <see cref="ReportLimits.MaxName"/>.</summary>
    public static string Name(string? name) =>
        name is null ? "" : name.Length <= ReportLimits.MaxName ? name : string.Concat(name.AsSpan(0, ReportLimits.MaxName - 1), "…");
}
