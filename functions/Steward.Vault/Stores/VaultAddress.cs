using Steward.Kernel;

namespace Steward.Vault.Stores;

/// <summary>Opens stores of one kind of address.</summary>
public interface IVaultOpener
{
    /// <summary>What its addresses look like, for people: <c>file:///DIR</c>.</summary>
    string Form { get; }

    /// <summary>The store; null when the address is of another kind. Invalid when it is of this kind and cannot be right.</summary>
    IVaultStore? Open(string address);
}

/// <summary>The kinds of addresses that vaults have here.</summary>
/// <param name="openers">One a kind.</param>
public sealed class VaultAddress(IEnumerable<IVaultOpener> openers)
{
    private readonly IReadOnlyList<IVaultOpener> _openers = [.. openers];

    /// <summary>The store at an address; Invalid when there is no such kind of address.</summary>
    /// <param name="address">As people write it.</param>
    public IVaultStore Open(string address) =>
        _openers.Select(o => o.Open(address)).FirstOrDefault(store => store is not null)
        ?? throw StewardException.Invalid($"'{Texts.Clip(address, 120)}' is no address of a vault: write {string.Join(" or ", _openers.Select(o => o.Form))}.");
}

/// <summary>Folders: <c>file:///srv/vault</c>, or a path.</summary>
/// <param name="current">The folder that relative paths begin in.</param>
public sealed class FolderOpener(string current) : IVaultOpener
{
    /// <inheritdoc/>
    public string Form => "file:///DIR or a path";

    /// <inheritdoc/>
    public IVaultStore? Open(string address)
    {
        if (address.Length == 0) return null;
        if (!address.Contains("://", StringComparison.Ordinal)) return new FolderStore(Path.Combine(current, address));
        if (!address.StartsWith("file://", StringComparison.OrdinalIgnoreCase)) return null;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.LocalPath.Length > 1 && uri.Host.Length == 0
            ? new FolderStore(uri.LocalPath)
            : throw StewardException.Invalid($"'{Texts.Clip(address, 120)}' names no folder of this machine: write file:///DIR with three slashes.");
    }
}
