using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Archives;

/// <summary>A file that holds a report, on its own or out of an archive; or one that was refused with a sentence.</summary>
public sealed class ReportFile : IDisposable
{
    private readonly List<string> _notes = [];
    private readonly bool _owned;
    private readonly string? _problem;

    private ReportFile(string name, Stream? content, string? problem, bool owned)
    {
        (Name, Content, _problem, _owned) = (Texts.Clip(name, ArchiveLimits.MaxPath), content, problem, owned);
    }

    /// <summary>The file's name; <c>archive.zip!path/in/it.xml</c> for one out of an archive.</summary>
    public string Name { get; }

    /// <summary>Its bytes, seekable; null when there are none to read. Valid until this is disposed.</summary>
    public Stream? Content { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_owned) Content?.Dispose();
    }

    /// <summary>Reads it.</summary>
    /// <param name="keep">The most tests kept; 0: only counts.</param>
    public TestReport Read(int keep = ReportLimits.MaxCases) => Read(content => ReportReader.Read(content, keep));

    /// <summary>Reads it and passes its tests on one by one, keeping none.</summary>
    public TestReport Read(Action<TestCaseResult> each) => Read(content => ReportReader.Read(content, each));

    /// <summary>What is wrong with the file itself, whatever stands in it; null: nothing. Always there without a content.</summary>
    internal string? Problem => _problem;

    /// <summary>What is to be said of it beside what its reader notes.</summary>
    internal IReadOnlyList<string> Notes => _notes;

    private TestReport Read(Func<Stream, TestReport> reader)
    {
        var report = Content is null ? TestReport.Unread(_problem!) : reader(Content);
        return report with { Problem = _problem ?? report.Problem, Notes = [.. report.Notes, .. _notes] };
    }

    internal static ReportFile Plain(string name, Stream content) => new(name, content, null, owned: false);

    internal static ReportFile Unpacked(string name, Stream content, string? problem) => new(name, content, problem, owned: true);

    internal static ReportFile Refused(string name, string problem) => new(name, null, problem, owned: false);

    internal void Note(string note) => _notes.Add(Texts.Clip(note, ArchiveLimits.MaxPath));
}
