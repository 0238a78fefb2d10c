using System.Security.Cryptography;
using Steward.Azure.Storage;
using Steward.Azure.Vaults;
using Steward.Kernel;
using Steward.Vault;
using Steward.Vault.Keys;
using Steward.Vault.Stores;

namespace Steward.Hosting.Backups;

/// <summary>The vaults that Steward itself backs up to, by the names that plans give them.</summary>
public sealed class CloudVaults(BackupSettings settings, StorageOptions storage, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _making = new(1);
    private const int MaxPassphrase = 64 * 1024;

    /// <summary>The folder for mirrors, drills and indexes.</summary>
    public string Folder => settings.Folder ?? Path.Combine(Path.GetTempPath(), "steward-backups");

    /// <summary>Whether Steward forgets what plans do not keep in a vault.</summary>
    public bool IsKeeper(string name) => settings.Keepers.TryGetValue(name, out var isKeeper) && isKeeper;

    /// <summary>Opens a vault by its name. Invalid when this host has none of it; made where the settings say so and there is none.</summary>
    public async Task<OpenVault> OpenAsync(string name, CancellationToken cancellation)
    {
        var address = settings.Vaults.TryGetValue(name, out var found) ? found : throw StewardException.Invalid($"This Steward knows no vault '{Texts.Clip(name, 60)}': set Backups:Vaults:{Texts.Clip(name, 60)} to its address.");
        var store = new RetryingStore(new VaultAddress([new FolderOpener(Directory.GetCurrentDirectory()), new AzureVaultOpener(() => Place)]).Open(address), time);
        var (secret, options) = (await SecretAsync(cancellation), new VaultOptions { Time = time, CacheFolder = Path.Combine(Folder, "indexes") });
        if (!settings.MakeVaults) return await OpenVault.OpenAsync(store, secret, options, cancellation);
        // One after the other: of two that make a vault at once, one would find the other's half.
        await _making.WaitAsync(cancellation);
        try
        {
            return await OpenOrMakeAsync(store, secret, options, cancellation);
        }
        finally
        {
            _making.Release();
        }
    }

    private static async Task<OpenVault> OpenOrMakeAsync(IVaultStore store, VaultSecret secret, VaultOptions options, CancellationToken cancellation)
    {
        try
        {
            return await OpenVault.OpenAsync(store, secret, options, cancellation);
        }
        catch (StewardException none) when (none.Kind == FailureKind.NotFound)
        {
            return await OpenVault.InitAsync(store, secret, options, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _making.Dispose();

    private StoragePlace Place => storage.Vault ?? new StoragePlace { ConnectionString = storage.ConnectionString, AccountName = storage.AccountName };

    private async Task<VaultSecret> SecretAsync(CancellationToken cancellation)
    {
        if (settings.KeyVaultKey is { Length: > 0 } key) return VaultSecret.Wrap(KeyVaultWrap.Open(key));
        if (settings.Passphrase is { Length: > 0 } said) return VaultSecret.Passphrase(said);
        var file = settings.PassphraseFile ?? throw StewardException.Invalid("The passphrase of the vaults is not set: set Backups:PassphraseFile, or Backups:Passphrase to a reference to Key Vault.");
        if (!File.Exists(file) && settings.MakeVaults) Make(file);
        if (new FileInfo(file) is { Exists: true, Length: > MaxPassphrase }) throw StewardException.Invalid("Backups:PassphraseFile is too large for a passphrase.");
        return VaultSecret.Passphrase(await File.ReadLinesAsync(file, cancellation).FirstOrDefaultAsync(cancellation) ?? "");
    }

    // Written beside and moved into place, for its owner's eyes only: of two that make one at once, both have the same afterwards.
    private static void Make(string file)
    {
        var draft = $"{file}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, options)) writer.WriteLine(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }
}
