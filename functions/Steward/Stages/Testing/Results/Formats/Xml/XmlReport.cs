using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>What a format does with the XML of a report.</summary>
internal interface IXmlReading
{
    /// <summary>An element begins; its attributes are the scanner's.</summary>
    void OnStart(string name);

    /// <summary>An element ends.</summary>
    void OnEnd(string name);

    /// <summary>Text stands here, or a part of it.</summary>
    void OnText();

    /// <summary>The report is at its end, or broken: what is complete is handed in.</summary>
    void Close();
}

/// <summary>Reads XML reports.</summary>
internal static class XmlReport
{
    /// <summary>Drives a reading over a report, and notes what is odd about its bytes.</summary>
    public static void Read(Stream report, ReportBuilder builder, Func<XmlScanner, IXmlReading> begin)
    {
        using var text = new XmlSource(report);
        var xml = new XmlScanner(text.Utf8);
        var reading = begin(xml);
        var strays = false;
        try
        {
            while (xml.Read()) strays |= Take(xml, reading);
        }
        finally
        {
            reading.Close();
            if (strays) builder.Note("Text stands outside its root element.");
            if (text.UnknownEncoding is { } unknown) builder.Note($"It declares an encoding that is not known ({unknown}), and was read as UTF-8.");
            if (xml.HasWrongBytes) builder.Note("It has bytes that are wrong in its encoding; a replacement character stands for each.");
        }
    }

    private static bool Take(XmlScanner xml, IXmlReading reading)
    {
        if (xml.Token == XmlToken.Start) reading.OnStart(xml.Name);
        else if (xml.Token == XmlToken.End) reading.OnEnd(xml.Name);
        else if (xml.Depth > 0) reading.OnText();
        else return !xml.IsSpace;
        return false;
    }
}
