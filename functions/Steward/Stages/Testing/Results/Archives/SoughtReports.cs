using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Archives;

/// <summary>What is looked for in archives.</summary>
/// <param name="What">How people call it: <c>test report</c>.</param>
/// <param name="Formats">The formats that are known, for messages.</param>
/// <param name="Recognises">Whether a file that begins so is one; looks at content.</param>
/// <param name="Extensions">The extensions by which an empty file tells that a run was to write a report there.</param>
internal sealed record SoughtReports(string What, string Formats, Func<byte[], bool> Recognises, IReadOnlyList<string> Extensions)
{
    /// <summary>Reports of tests.</summary>
    public static SoughtReports OfTests { get; } = new("test report", ReportFormats.Names, IsOfTests, [".xml", ".trx", ".json", ".jsonl", ".ndjson", ".tap"]);

    /// <summary>Whether a file without any content is called as reports are.</summary>
    public bool IsCalledOne(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static bool IsOfTests(byte[] head)
    {
        var beginning = ReportHead.Of(new MemoryStream(head));
        return ReportFormats.All.Any(f => f.Recognises(beginning));
    }
}
