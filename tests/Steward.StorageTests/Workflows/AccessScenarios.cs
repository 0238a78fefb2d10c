using Steward.Kernel;
using Steward.Stages;
using Steward.Stages.Security.Access.Reviews;
using Steward.Stages.Security.Access.Running;

namespace Steward.StorageTests.Workflows;

/// <summary>The ways through the workflows of access by position.</summary>
internal static class AccessScenarios
{
    private static readonly ScheduledRun Run = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private static readonly AccessRun Approved = new(ProductId.Parse("acme/access"), "payload", 25, "25 changes.");
    private static readonly Dictionary<int, string> None = [];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(AccessWorkflow.Name, "there is nothing to do, or it waits for approval", Run, p => p.Activity("PlanAccess", _ => Approved with { Payload = null, Changes = 0 })) { Calls = 1 },
        new(AccessWorkflow.Name, "applied in two steps and read again", Run, p => p
            .Activity("PlanAccess", _ => Approved).Activity("ApplyAccess", call => new ApplyProgress(call == 1 ? 20 : 25, None, null)).Activity("VerifyAccess", _ => 0))
        { Calls = 4 },
        new(AccessWorkflow.Name, "the system asks to wait, then one change is refused", Run, p => p
            .Activity("PlanAccess", _ => Approved)
            .Activity("ApplyAccess", call => call == 1 ? new ApplyProgress(3, None, TimeSpan.FromSeconds(1)) : new ApplyProgress(25, new Dictionary<int, string> { [4] = "no" }, null))
            .Activity("VerifyAccess", _ => 1))
        { Calls = 4 },
        new(AccessWorkflow.Name, "the system asks to wait for too long", Run, p => p
            .Activity("PlanAccess", _ => Approved).Activity("ApplyAccess", _ => new ApplyProgress(3, None, TimeSpan.FromHours(1))).Activity("VerifyAccess", _ => 22))
        { Calls = 3 },
        new(AccessReviewWorkflow.Name, "opened at the second try", Run, p => p.Activity("OpenAccessReview", call => call == 1 ? throw StewardException.Unavailable("not now") : "2026-Q4")) { Calls = 2 },
    ];
}
