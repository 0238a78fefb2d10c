using Steward.Azure.Backups;
using Steward.Azure.Vaults;
using Steward.Cli.Commands.Vault;
using Steward.Cli.Storage;
using Steward.Stages.Development.Backups.Running;
using Steward.Vault;
using Steward.Vault.Stores;

namespace Steward.Cli.Commands.Agent;

/// <summary>Opens the vaults that an agent knows.</summary>
internal static class AgentVaults
{
    /// <summary>Opens the vault of an order.</summary>
    public static async Task<OpenVault> OpenAsync(CliServices services, AgentVault vault, CancellationToken cancellation)
    {
        var addresses = new VaultAddress([new FolderOpener(services.Folder), new AzureVaultOpener(() => StorageSettings.Vault(services))]);
        var store = new RetryingStore(addresses.Open(vault.Address), services.Time);
        return await OpenVault.OpenAsync(store, VaultSecrets.Of(services, vault.PassphraseFile, vault.KeyVaultKey), new VaultOptions { Time = services.Time, CacheFolder = Folder(services, "vaults") }, cancellation);
    }

    /// <summary>Runs something with the vault of an order.</summary>
    public static async Task<T> WithAsync<T>(CliServices services, AgentVault vault, Func<VaultWork, Task<T>> run, CancellationToken cancellation)
    {
        await using var open = await OpenAsync(services, vault, cancellation);
        return await run(new VaultWork(open, services.Time));
    }

    /// <summary>Forgets what the plan does not keep, where this agent may.</summary>
    public static Task<OrderOutcome> RetainAsync(VaultWork work, AgentOptions options, AgentOrder order, OrderOutcome outcome, CancellationToken cancellation) =>
        new VaultRetention(work, options.Name).AfterAsync(outcome, options.VaultOf(order.Vault).IsKeeper ? order.Retention : null, new RetentionRun(order.Plan.ToString(), order.Id), cancellation);

    /// <summary>A folder for what can be made anew: indexes, mirrors, drills.</summary>
    public static string Folder(CliServices services, string name) => services.Environment("XDG_CACHE_HOME") is { Length: > 0 } named ? Path.Combine(named, "steward", name)
        : services.Environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".cache", "steward", name)
        : Path.Combine(Path.GetTempPath(), "steward", name);
}
