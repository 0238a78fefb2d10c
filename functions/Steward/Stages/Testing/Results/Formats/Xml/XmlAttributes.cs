using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>Reads bounded values out of attributes and texts.</summary>
internal static class XmlAttributes
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create("0123456789."u8);

    /// <summary>A name, on one line; null when it is not there.</summary>
    public static string? NameOf(this XmlScanner xml, ReadOnlySpan<byte> attribute) => Texts.Clip(xml.Attribute(attribute), ReportLimits.MaxName);

    /// <summary>A name that many tests share.</summary>
    public static string? GroupOf(this XmlScanner xml, ReadOnlySpan<byte> attribute) => Texts.Clip(xml.Common(attribute), ReportLimits.MaxName);

    /// <summary>A message; null when it is not there or empty.</summary>
    public static string? MessageOf(this XmlScanner xml, ReadOnlySpan<byte> attribute) => Cut(xml.Attribute(attribute, ReportLimits.MaxMessage + 1));

    /// <summary>A count; null when it is not there or no sensible number.</summary>
    public static long? CountOf(this XmlScanner xml, ReadOnlySpan<byte> attribute) =>
        xml.TryGet(attribute, out var value) && Utf8Parser.TryParse(value, out long number, out var length) && length == value.Length && number >= 0
            ? number
            : null;

    /// <summary>A duration in seconds; 0 when it is not there.</summary>
    public static double SecondsOf(this XmlScanner xml, ReadOnlySpan<byte> attribute)
    {
        if (!xml.TryGet(attribute, out var value)) return 0;
        var isPlain = value.Length is > 0 and < 16 && value.IndexOfAnyExcept(Plain) < 0;
        return isPlain && Utf8Parser.TryParse(value, out double seconds, out var length) && length == value.Length
            ? seconds
            : ReportDuration.Seconds(Encoding.UTF8.GetString(value[..Math.Min(value.Length, 256)]));
    }

    /// <summary>A message, trimmed and cut; null when empty. Line breaks stay.</summary>
    public static string? Cut(string? text)
    {
        var trimmed = text?.Trim();
        if (string.IsNullOrEmpty(trimmed)) return null;
        return trimmed.Length <= ReportLimits.MaxMessage ? trimmed : string.Concat(trimmed.AsSpan(0, ReportLimits.MaxMessage - 1), "…");
    }
}
