namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>A report as UTF-8, whatever it is written in. The report itself is not disposed.</summary>
internal sealed class XmlSource : IDisposable
{
    private readonly Stream _report;

    public XmlSource(Stream report)
    {
        _report = report;
        Utf8 = XmlEncoding.OpenUtf8(report, out var unknown);
        UnknownEncoding = unknown;
    }

    /// <summary>The bytes.</summary>
    public Stream Utf8 { get; }

    /// <summary>The encoding that it declares and nobody knows, or null.</summary>
    public string? UnknownEncoding { get; }

    public void Dispose()
    {
        if (!ReferenceEquals(Utf8, _report)) Utf8.Dispose();
    }
}
