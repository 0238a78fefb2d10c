namespace Steward.Stages.Testing.Coverage.Reading;

/// <summary>One format of reports of coverage: a file in Formats/ and one line in <see cref="CoverageFormats"/>.</summary>
public interface ICoverageFormat
{
    /// <summary>Its name as people write it: <c>Cobertura</c>.</summary>
    string Name { get; }

    /// <summary>Whether a report that begins so is of this format. Looks at content, never at a file's name.</summary>
    bool Recognises(CoverageHead head);

    /// <summary>
    /// Reads a report from its beginning into the builder, streaming. A report that breaks off ends with a
    /// <see cref="Results.Reading.ReportBrokenException"/> or an XmlException; what was added before it is kept.
    /// </summary>
    void Read(Stream report, CoverageBuilder builder);
}
