using System.Text;
using System.Xml;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>Reads bounded texts out of XML.</summary>
internal static class XmlTexts
{
    /// <summary>An attribute cut to the length of names, or null.</summary>
    public static string? Name(this XmlReader reader, string attribute) =>
        Texts.Clip(reader.GetAttribute(attribute), ReportLimits.MaxName);

    /// <summary>An attribute cut to the length of messages; null when it is not there or empty.</summary>
    public static string? Message(this XmlReader reader, string attribute) => Cut(reader.GetAttribute(attribute));

    /// <summary>An attribute as a number, or null.</summary>
    public static long? Number(this XmlReader reader, string attribute) =>
        long.TryParse(reader.GetAttribute(attribute), out var number) ? number : null;

    /// <summary>Adds the text node that the reader stands on, up to the length of messages; the rest is read past, not kept.</summary>
    public static void AppendTo(this XmlReader reader, StringBuilder text)
    {
        var array = new char[512];
        while (text.Length < ReportLimits.MaxMessage)
        {
            var read = reader.ReadValueChunk(array, 0, Math.Min(array.Length, ReportLimits.MaxMessage - text.Length));
            if (read == 0) return;
            text.Append(array, 0, read);
        }
    }

    /// <summary>A message, trimmed and cut; null when empty. Line breaks stay.</summary>
    public static string? Cut(string? text)
    {
        var trimmed = text?.Trim();
        if (string.IsNullOrEmpty(trimmed)) return null;
        return trimmed.Length <= ReportLimits.MaxMessage ? trimmed : string.Concat(trimmed.AsSpan(0, ReportLimits.MaxMessage - 1), "…");
    }
}
