using Microsoft.Extensions.FileSystemGlobbing;
using Steward.Stages.Testing.Running;

namespace Steward.Cli.Running;

/// <summary>What a plan means for the files of a working copy.</summary>
internal static class PlanExtensions
{
    /// <summary>True for the reports of the run before: they do not make a working copy differ from its commit.</summary>
    public static bool IsReport(this RunPlan plan, string path) =>
        plan.Sets.SelectMany(s => s.Runs).Any(r => ReportWatch.Matching(r.Results).Match(path).HasMatches);
}
