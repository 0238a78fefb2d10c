namespace Steward.Cli.Commands.Agent;

/// <summary>Every kind of order that this program runs, one line each.</summary>
internal static class OrderRunners
{
    /// <summary>The runners.</summary>
    public static IReadOnlyList<IOrderRunner> All(CliServices services) =>
    [
        new BackupRunner(services),
        new DrillRunner(services),
        new RestoreRunner(services),
    ];
}
