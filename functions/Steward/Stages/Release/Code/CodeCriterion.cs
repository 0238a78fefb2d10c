using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Release.Code;

/// <summary>
/// Not one unprocessed piece of code: every file of the released tree was handled by every processor that the policy asks for, none found it wanting, and every
/// changed line came with a processed commit. What is left over is named, file and line, each with the processor that is missing.
/// </summary>
public sealed class CodeCriterion : ICriterion
{
    internal const string CriterionName = "code";

    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => CriterionName;

    /// <inheritdoc/>
    public bool IsAlwaysDemanded => true;

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        if (facts.Latest(CodeReport.Kind) is not { } evidence) return new VerdictNode(Name, Verdict.Missing, CodeText.NotAccounted);
        if (facts.Payload<CodeReport>(evidence) is not { } report) return new VerdictNode(Name, Verdict.Error, CodeText.NoPayload);
        return VerdictNode.All(Name, [Files(report), .. Found(report), Hunks(report), .. report.Unknown.Select(Unknown)]) switch
        {
            { Verdict: Verdict.Pass } whole => whole with { Reason = CodeText.Summary(report) },
            var left => left,
        };
    }

    private static VerdictNode Files(CodeReport report)
    {
        var left = report.LeftFiles.Select(f => new VerdictNode(Offenders.NameOf(f.Path), Verdict.Missing, CodeText.Left(f))).ToList();
        return report.FilesProcessed == report.Files
            ? new VerdictNode("files", Verdict.Pass, CodeText.Files(report))
            : new VerdictNode("files", Verdict.Missing, $"{CodeText.Files(report)} {report.LeftFiles.Select(CodeText.Left).FirstOrDefault()}")
            {
                Children = [.. Offenders.Of(left, "more file")],
            };
    }

    private static IEnumerable<VerdictNode> Found(CodeReport report)
    {
        var found = report.Found.Select(f => new VerdictNode(Offenders.NameOf($"{f.Path} by {f.Processor}"), Verdict.Fail, CodeText.Found(f)));
        return report.Found.Count == 0 ? [] : [VerdictNode.All("found", Offenders.Of(found, "more file"))];
    }

    private static VerdictNode Hunks(CodeReport report)
    {
        var left = report.Lines.Where(h => h.Missing.Count > 0).ToList();
        var named = left.SelectMany(h => h.Missing.Select(m => new VerdictNode(Offenders.NameOf($"{h.Path} {CodeText.Where(h, m)} {m.Processor}"), Verdict.Missing, CodeText.Left(h, m))));
        return report.HunksProcessed == report.Hunks
            ? new VerdictNode("lines", Verdict.Pass, CodeText.Hunks(report))
            : new VerdictNode("lines", Verdict.Missing, $"{CodeText.Hunks(report)} {left.Select(h => CodeText.Left(h, h.Missing[0])).FirstOrDefault()}")
            {
                Children = [.. Offenders.Of(named, "more run of lines", "more runs of lines")],
            };
    }

    private static VerdictNode Unknown(string processor) => new(processor, Verdict.Missing, CodeText.Unknown(processor));
}
