using Steward.Kernel;

namespace Steward.Vault.Stores;

/// <summary>Writes that are believed only when they are there.</summary>
internal static class StoreWrites
{
    /// <summary>
    /// Writes an object that is named by its content. That it is there already is a repeated request, and is looked at: an object that is named and cannot be
    /// read would be lost without a word.
    /// </summary>
    public static async Task EnsureAsync(this IVaultStore store, string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        if (await store.CreateAsync(name, content, cancellation)) return;
        var last = new byte[1];
        try
        {
            await store.ReadAsync(name, content.Length - 1, last, cancellation);
        }
        catch (StewardException lie) when (lie.Kind is FailureKind.NotFound or FailureKind.Invalid)
        {
            throw StewardException.Unavailable($"{store.Address} says that {name} is there already, and it is not, or not whole. Nothing names it yet; look at the storage, and run the backup again.", lie);
        }

        if (last[0] != content.Span[^1])
            throw StewardException.Unavailable($"{store.Address} has another {name} than the one that was written. Nothing names it yet; run 'steward vault verify', and the backup again.");
    }
}
