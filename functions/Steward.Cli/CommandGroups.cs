namespace Steward.Cli;

/// <summary>Every group of commands, one line each, in the order of the help.</summary>
internal static class CommandGroups
{
    /// <summary>The groups.</summary>
    public static IReadOnlyList<ICommandGroup> All { get; } =
    [
        new Commands.Local.LocalCommands(),
        new Commands.Policy.PolicyCommands(),
        new Commands.Gate.GateCommands(),
        new Commands.Environment.EnvironmentCommands(),
        new Commands.Snapshots.SnapshotCommands(),
        new Commands.Backups.BackupCommands(),
        new Commands.Backups.RestoreCommands(),
        new Commands.Agent.AgentCommands(),
        new Commands.Vault.VaultCommands(),
        new Commands.Results.ResultsCommands(),
        new Commands.Coverage.CoverageCommands(),
        new Commands.Tests.TestsCommands(),
        new Commands.Licences.LicenceCommands(),
        new Commands.Antivirus.AntivirusCommands(),
        new Commands.Artefacts.ArtefactCommands(),
        new Commands.Secrets.SecretsCommands(),
        new Commands.Seats.SeatsCommands(),
        new Commands.Release.ReleaseCommands(),
        new Commands.Code.CodeCommands(),
        new Commands.Baselines.BaselineCommands(),
        new Commands.Passport.PassportCommands(),
        new Commands.Trace.TraceCommands(),
        new Commands.Ledger.LedgerCommands(),
        new Commands.Errors.ErrorsCommands(),
        new Commands.Logs.LogsCommands(),
        new Commands.Status.StatusCommands(),
        new Commands.Decisions.DecisionCommands(),
        new Commands.Instructions.InstructionCommands(),
        new Commands.Products.ProductCommands(),
        new Commands.Orchestrations.OrchestrationCommands(),
        new Commands.Tokens.TokenCommands(),
        new Commands.Access.AccessCommands(),
    ];
}
