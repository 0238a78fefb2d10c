namespace Steward.Stages.Testing.Results.Reading;

/// <summary>One format of test reports: a folder in Formats/ and one line in <see cref="ReportFormats"/>.</summary>
public interface IReportFormat
{
    /// <summary>Its name as people write it: <c>JUnit</c>.</summary>
    string Name { get; }

    /// <summary>Whether a report that begins so is of this format. Looks at content, never at a file's name.</summary>
    bool Recognises(ReportHead head);

    /// <summary>
    /// Reads a report from its beginning into the builder, streaming. A report that breaks off ends with a <see cref="ReportBrokenException"/>
    /// that says what and where; what was added before it is kept.
    /// </summary>
    void Read(Stream report, ReportBuilder builder);
}

/// <summary>A report cannot be read further.</summary>
public sealed class ReportBrokenException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What is wrong and where, without a full stop: "line 3, column 7: the file ends inside an element".</param>
    /// <param name="inner">What caused it.</param>
    public ReportBrokenException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
