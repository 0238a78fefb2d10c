using System.Text;
using Steward.Changes.Markdown;
using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Release.Deployments;

/// <summary>What people read where a deployment waits: the verdict, the first reasons with their places, and where to look. Pure.</summary>
public static class DeploymentText
{
    /// <summary>The most characters of a comment that GitHub takes.</summary>
    public const int MaxLength = 1024;

    private const int MaxReason = 180;
    private const int MaxReasons = 8;
    private const int RoomForCut = 40;

    /// <summary>A decision, or how it stands.</summary>
    public static string Judged(DeploymentRequest request, VerdictNode tree, DeploymentState state, string what)
    {
        var look = $"\n`steward gate explain {request.Product} {request.Commit}` shows the whole tree.";
        var text = new StringBuilder($"{Head(state, tree.Verdict)} {Said(what, 100)} to {Said(request.Environment, 60)}.{Outlook(state)}\n\n");
        var left = Leaves(tree).ToList();
        var shown = left.Select(l => $"* **{Said(l.Path, 100)}**: {Said(l.Node.Reason, MaxReason)}\n").Take(MaxReasons)
            .TakeWhile(line => text.Length + line.Length + look.Length + RoomForCut <= MaxLength && text.Append(line).Length > 0).Count();
        if (shown < left.Count) text.Append($"* and {left.Count - shown} more.\n");
        return Cut(text.Append(look).ToString());
    }

    /// <summary>An environment that the policy does not name.</summary>
    public static string NotAskedFor(DeploymentRequest request) =>
        Cut($"**Steward: approved.** {Said(request.Environment, 100)} is not asked for: release.deployments names other environments.");

    /// <summary>A product that is not registered.</summary>
    public static string Unknown(DeploymentRequest request) => Cut(
        $"**Steward: rejected.** {Said(request.Product.ToString(), 100)} is not under Steward's care, so nothing speaks for what is deployed to {Said(request.Environment, 100)}.\n\n"
        + $"Register it with `steward products add {request.Product}`, push its default branch, and run the deployment again; or take Steward out of the protection rules of the environment.");

    /// <summary>A webhook that names no commit.</summary>
    public static string NoCommit(DeploymentRequest request) => Cut(
        $"**Steward: rejected.** GitHub did not say which commit is deployed to {Said(request.Environment, 100)}, and what is not known is never let through. Run the deployment again.");

    /// <summary>The watchdog's sentence.</summary>
    public static string Broken(DeploymentRequest request, string reason) =>
        Cut($"**Steward: Error.** {request.Commit.Abbreviated} to {Said(request.Environment, 100)} could not be judged, and what could not be found out is never let through: "
            + $"{Said(reason, 500)}\n\nRun the deployment again once that is mended; `steward orchestrations list` shows what failed.");

    private static string Head(DeploymentState state, Verdict verdict) => state switch
    {
        DeploymentState.Approved => $"**Steward: approved.** {verdict}:",
        DeploymentState.Waiting => $"**Steward: waiting.** {verdict} so far:",
        _ => $"**Steward: rejected.** {verdict}:",
    };

    private static string Outlook(DeploymentState state) => state == DeploymentState.Waiting ? " Something is still awaited; the answer follows by itself." : "";

    private static IEnumerable<(string Path, VerdictNode Node)> Leaves(VerdictNode tree) => tree.Children.SelectMany(c => c.Walk())
        .Where(n => !n.Node.Verdict.LetsThrough() && !n.Node.Children.Any(c => !c.Verdict.LetsThrough()))
        .OrderByDescending(n => n.Node.Verdict);

    private static string Said(string text, int max) => MarkdownText.Inline(text, max);

    private static string Cut(string text) => text.Length <= MaxLength ? text : Texts.Clip(text, MaxLength);
}
