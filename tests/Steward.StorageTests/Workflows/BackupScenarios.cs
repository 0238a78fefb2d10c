using Steward.Kernel;
using Steward.Stages;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Running;

namespace Steward.StorageTests.Workflows;

/// <summary>The ways through the workflows of backups.</summary>
internal static class BackupScenarios
{
    private static readonly ScheduledRun Run = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private static readonly CloudOrder Order = new(PlanKey.OfServers("db"), new string('0', 32));

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(BackupsWorkflow.Name, "looked at the second try", Run, p => p.Activity("LookAfterBackups", call => call == 1 ? throw StewardException.Unavailable("not now") : 3)) { Calls = 2 },
        new(CloudBackupWorkflow.Name, "claimed at the second try, and done", Order, p => p.Activity("RunCloudOrder", call => call == 1 ? throw StewardException.Unavailable("not now") : RunOutcome.Done).Activity("LookAfterBackups", _ => 1)) { Calls = 3 },
        new(CloudBackupWorkflow.Name, "failed, and told so", Order, p => p.Activity("RunCloudOrder", _ => RunOutcome.Failed).Activity("LookAfterBackups", _ => 0)) { Calls = 2 },
    ];
}
