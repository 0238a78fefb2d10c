using System.Text;

namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>Collects the text of one element at a time, bounded; nothing when nobody wants it.</summary>
internal sealed class XmlCollector(XmlScanner xml, bool wanted)
{
    private StringBuilder? _text;

    /// <summary>Begins with an empty text.</summary>
    public void Begin() => _text = wanted ? new StringBuilder() : null;

    /// <summary>Adds the text that the scanner stands on.</summary>
    public void Take()
    {
        if (_text is not null) xml.AppendTo(_text);
    }

    /// <summary>The text; null when it is empty, or when none was begun.</summary>
    public string? End()
    {
        var text = XmlAttributes.Cut(_text?.ToString());
        _text = null;
        return text;
    }
}
