using System.CommandLine;
using Steward.Azure.Vaults;
using Steward.Cli.Storage;
using Steward.Kernel;
using Steward.Vault;
using Steward.Vault.Stores;

namespace Steward.Cli.Commands.Vault;

/// <summary>Opens the vault that a command names.</summary>
internal static class VaultAccess
{
    /// <summary>Where it lies.</summary>
    public static IVaultStore Store(CliServices services, ParseResult parsed, VaultOptionsOf options)
    {
        var named = parsed.GetValue(options.Vault) ?? services.Environment("STEWARD_VAULT");
        return string.IsNullOrEmpty(named) ? throw StewardException.Invalid("No vault is named: give --vault or set STEWARD_VAULT.") : Stacked(services, Addresses(services).Open(named), parsed.GetValue(options.LimitRate));
    }

    /// <summary>Opens it.</summary>
    public static Task<OpenVault> OpenAsync(CliServices services, ParseResult parsed, VaultOptionsOf options, CancellationToken cancellation) =>
        OpenVault.OpenAsync(Store(services, parsed, options), VaultSecrets.Of(services, parsed.GetValue(options.PassphraseFile), parsed.GetValue(options.KeyVaultKey)), Settings(services), cancellation);

    /// <summary>Makes it.</summary>
    public static Task<OpenVault> InitAsync(CliServices services, ParseResult parsed, VaultOptionsOf options, CancellationToken cancellation) =>
        OpenVault.InitAsync(Store(services, parsed, options), VaultSecrets.Of(services, parsed.GetValue(options.PassphraseFile), parsed.GetValue(options.KeyVaultKey), asTwice: true), Settings(services), cancellation);

    private static VaultAddress Addresses(CliServices services) => new([new FolderOpener(services.Folder), new AzureVaultOpener(() => StorageSettings.Vault(services))]);

    // A folder's errors do not go away by trying again; a line's do.
    private static IVaultStore Stacked(CliServices services, IVaultStore store, string? limit)
    {
        var limited = limit is null ? store : new LimitedStore(store, Amounts.Parse(limit), services.Time);
        return store is FolderStore ? limited : new RetryingStore(limited, services.Time);
    }

    private static VaultOptions Settings(CliServices services) => new() { Time = services.Time, CacheFolder = CacheFolder(services) };

    /// <summary>The folder for mirrors of repositories that are backed up.</summary>
    public static string MirrorFolder(CliServices services) => Path.Combine(Path.GetDirectoryName(CacheFolder(services)) ?? Path.GetTempPath(), "mirrors");

    // As the XDG base directories have it; Windows: local application data.
    private static string? CacheFolder(CliServices services)
    {
        if (services.Environment("XDG_CACHE_HOME") is { Length: > 0 } named) return Path.Combine(named, "steward", "vaults");
        if (OperatingSystem.IsWindows()) return Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.LocalApplicationData), "steward", "vaults");
        return services.Environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".cache", "steward", "vaults") : null;
    }
}
