using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Release.Deployments;
using Steward.TestKit.Engine;

namespace Steward.StorageTests.Workflows;

/// <summary>The ways through the workflows of deployments.</summary>
internal static class DeploymentScenarios
{
    private static readonly DeploymentRequest Request = new(
        ProductId.Parse("acme/shop"), "77", "production", "main", CommitSha.Parse(new string('a', 40)), "github:ada", new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero),
        new DeploymentCallback("api.github.com", "/repos/acme/shop/actions/runs/7/deployment_protection_rule", "production"));

    private static readonly DeploymentJudgement Approved = new(DeploymentState.Approved, Verdict.Pass, "Approved.", "v1", "tree", TimeSpan.FromHours(1));
    private static readonly DeploymentJudgement Waiting = Approved with { State = DeploymentState.Waiting, Verdict = Verdict.Missing, Comment = "Waiting.", Tree = null };
    private static readonly DeploymentReply Taken = new(AnswerReception.Taken);

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(DeploymentWorkflow.Name, "is approved at once", Request, p => Program(p, _ => Approved)) { Calls = 2 },
        new(DeploymentWorkflow.Name, "waits, and is approved", Request, p => Program(p, call => call < 3 ? Waiting : Approved)) { Calls = 5 },
        new(DeploymentWorkflow.Name, "a report fails, which does not matter", Request, p =>
            Program(p, call => call < 2 ? Waiting : Approved, report: _ => throw StewardException.Invalid("never")))
        { Calls = 4 },
        new(DeploymentWorkflow.Name, "its run is gone while it waits", Request, p =>
            Program(p, _ => Waiting, report: _ => new DeploymentReply(AnswerReception.Late)))
        { Calls = 2 },
        new(DeploymentWorkflow.Name, "every decision fails, so it is rejected", Request, p => Program(p, _ => throw StewardException.Unavailable("not now"))) { Calls = 6 },
        new(DeploymentWorkflow.Name, "a decision is broken, so it is rejected", Request, p => Program(p, _ => throw StewardException.Invalid("never"))) { Calls = 2 },
        new(DeploymentWorkflow.Name, "the answer has to be given again", Request, p =>
            Program(p, _ => Approved, answer: call => call == 1 ? new DeploymentReply(AnswerReception.Busy, TimeSpan.FromSeconds(2)) : Taken))
        { Calls = 3 },
        new(DeploymentWorkflow.Name, "the answer is forbidden", Request, p =>
            Program(p, _ => Approved, answer: _ => throw new StewardException(FailureKind.Forbidden, "no permission")))
        { Calls = 2, Ends = OrchestrationRuntimeStatus.Failed },
        new(DeploymentStatusWorkflow.Name, "is judged again", new DeploymentStatusSeen(Request, "success"), p => p.Activity("RecheckDeployment", _ => Verdict.Pass)) { Calls = 1 },
        new(DeploymentStatusWorkflow.Name, "was never asked for", new DeploymentStatusSeen(Request, "success"), p => p.Activity("RecheckDeployment", _ => null)) { Calls = 1 },
    ];

    private static ScriptedProgram Program(
        ScriptedProgram program, Func<int, DeploymentJudgement> judge, Func<int, DeploymentReply>? report = null, Func<int, DeploymentReply>? answer = null) =>
        program.Activity("JudgeDeployment", judge).Activity("ReportDeployment", report ?? (_ => Taken)).Activity("AnswerDeployment", answer ?? (_ => Taken));
}
