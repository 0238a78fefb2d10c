namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>A report as UTF-8, whatever it is written in. The report itself is not disposed.</summary>
internal sealed class XmlSource(Stream report) : IDisposable
{
    /// <summary>The bytes.</summary>
    public Stream Utf8 { get; } = XmlEncoding.OpenUtf8(report);

    public void Dispose()
    {
        if (!ReferenceEquals(Utf8, report)) Utf8.Dispose();
    }
}
