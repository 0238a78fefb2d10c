using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Backups;
using Steward.Azure.GitHub;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Products;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Running;
using Steward.Stages.Development.Backups.Servers;

namespace Steward.Hosting.Backups;

/// <summary>Backups.</summary>
public sealed class BackupSettings
{
    /// <summary>The repository with steward-backups.yaml, owner/name, a registered product; null: no servers are backed up, and there are no agents.</summary>
    public string? Repository { get; set; }

    /// <summary>The vaults that Steward itself backs up to, by the names that plans give them: <c>azure://backups</c>, a folder.</summary>
    public IDictionary<string, string> Vaults { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Those of the vaults, by name, where Steward's credentials may delete: it forgets there what plans do not keep, and prunes once a day. Without it nothing is ever removed.</summary>
    public IDictionary<string, bool> Keepers { get; set; } = new Dictionary<string, bool>(StringComparer.Ordinal);

    /// <summary>The file with their passphrase; only its owner should be able to read it.</summary>
    public string? PassphraseFile { get; set; }

    /// <summary>The passphrase itself, in Azure a reference to Key Vault; null: it is in the file.</summary>
    public string? Passphrase { get; set; }

    /// <summary>A key in Key Vault that opens them instead, asked as Steward's own identity: <c>https://VAULT.vault.azure.net/keys/NAME</c>; null: a passphrase does.</summary>
    public string? KeyVaultKey { get; set; }

    /// <summary>The folder for mirrors of repositories, drills, indexes, and repositories that were restored (<c>restores/NAME.git</c>); null: one among the temporary ones.</summary>
    public string? Folder { get; set; }

    /// <summary>Whether a vault or passphrase that is not there is made: on a machine of one's own. Elsewhere a lost one must not be replaced by an empty one silently.</summary>
    public bool MakeVaults { get; set; }

    internal IEnumerable<string> Problems()
    {
        var secrets = new[] { PassphraseFile, Passphrase, KeyVaultKey }.Count(s => !string.IsNullOrEmpty(s));
        if (Vaults.Count > 0 && secrets == 0) yield return "Backups.PassphraseFile: the vaults need a passphrase; or set Backups.Passphrase, or Backups.KeyVaultKey.";
        if (secrets > 1 && !string.IsNullOrEmpty(KeyVaultKey)) yield return "Backups.KeyVaultKey: the vaults are opened by a passphrase or by a key in Key Vault: set one of the two.";
        foreach (var name in Keepers.Keys.Where(k => !Vaults.ContainsKey(k))) yield return $"Backups.Keepers.{Texts.Clip(name, 60)}: there is no vault of that name in Backups.Vaults.";
        if (StewardOptions.IsUnresolved(Passphrase)) yield return StewardOptions.Unresolved("Backups.Passphrase");
        if (Repository is not null && !ProductId.TryParse(Repository, out _)) yield return $"Backups.Repository: '{Texts.Clip(Repository, 100)}' is no repository as owner/name.";
    }

    internal IServiceCollection AddTo(IServiceCollection services, StorageOptions storage)
    {
        services.AddSingleton(new BackupOptions(Repository is null ? null : ProductId.Parse(Repository))).AddSingleton<IBackupCalendar, CronCalendar>().AddBackupStorage();
        if (Vaults.Count == 0) return services;
        return services.AddSingleton<IBackupRunner, CloudRunner>().AddSingleton(provider => new CloudRepositories(provider.GetRequiredService<IProductStore>(), provider.GetService<GitHubClones>()))
            .AddSingleton(provider => new CloudVaults(this, storage, provider.GetRequiredService<TimeProvider>()));
    }
}
