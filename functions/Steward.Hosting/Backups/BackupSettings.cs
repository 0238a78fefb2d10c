using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Backups;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Servers;

namespace Steward.Hosting.Backups;

/// <summary>Backups.</summary>
public sealed class BackupSettings
{
    /// <summary>The repository with steward-backups.yaml, owner/name, a registered product; null: no servers are backed up, and there are no agents.</summary>
    public string? Repository { get; set; }

    internal IEnumerable<string> Problems()
    {
        if (Repository is not null && !ProductId.TryParse(Repository, out _)) yield return $"Backups.Repository: '{Texts.Clip(Repository, 100)}' is no repository as owner/name.";
    }

    internal IServiceCollection AddTo(IServiceCollection services) => services
        .AddSingleton(new BackupOptions(Repository is null ? null : ProductId.Parse(Repository)))
        .AddSingleton<IBackupCalendar, CronCalendar>()
        .AddBackupStorage();
}
