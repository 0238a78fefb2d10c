using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Steward.Kernel;
using Steward.Vault.Stores;

namespace Steward.Vault.Maintenance;

/// <summary>The object that lets one prune at a time.</summary>
internal sealed class PruneMark : IAsyncDisposable
{
    private const int MaxBytes = 4_096;
    private static readonly TimeSpan Stale = TimeSpan.FromHours(24);
    private readonly IVaultStore _store;

    private PruneMark(IVaultStore store) => _store = store;

    /// <summary>What was told when it was taken; null: nothing.</summary>
    public string? Note { get; private init; }

    /// <summary>Conflict when another one prunes; one that is older than a day is taken over.</summary>
    public static async Task<PruneMark> TakeAsync(OpenVault vault, PruneOptions options, CancellationToken cancellation)
    {
        var (store, mine) = (vault.Store, new PruneMarkContent(options.Host, options.Time.GetUtcNow(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))));
        if (await CreateAsync(store, mine, cancellation)) return new PruneMark(store);
        var (other, age) = await OtherAsync(store, cancellation);
        var who = other is null ? "somebody" : $"{Texts.Clip(other.Host, 80)} at {other.Time:u}";
        if (!options.TakeOver && age < Stale)
            throw new StewardException(FailureKind.Conflict, $"The vault at {store.Address} is being pruned already, by {who}. Wait for it; if it was killed, run 'steward vault prune --take-over'. Nothing was changed.");
        await store.DeleteAsync(ObjectNames.PruneMark, cancellation);
        if (!await CreateAsync(store, mine, cancellation))
            throw new StewardException(FailureKind.Conflict, $"Another prune of the vault at {store.Address} began at the same moment: wait for it. Nothing was changed.");
        return new PruneMark(store) { Note = $"The prune that {who} began did not end in order: it was taken over." };
    }

    public async ValueTask DisposeAsync() => await _store.DeleteAsync(ObjectNames.PruneMark, CancellationToken.None);

    private static async Task<bool> CreateAsync(IVaultStore store, PruneMarkContent mine, CancellationToken cancellation)
    {
        if (await store.CreateAsync(ObjectNames.PruneMark, JsonSerializer.SerializeToUtf8Bytes(mine, PruneJson.Default.PruneMarkContent), cancellation)) return true;
        // An answer that was lost on its way: the request was repeated, and found its own.
        return (await ReadAsync(store, cancellation))?.Nonce == mine.Nonce;
    }

    private static async Task<(PruneMarkContent? Content, TimeSpan Age)> OtherAsync(IVaultStore store, CancellationToken cancellation)
    {
        var told = await store.ListAsync(ObjectNames.PruneMark, cancellation).Where(o => o.Name == ObjectNames.PruneMark).ToListAsync(cancellation);
        var age = told.Count == 0 ? Stale : await store.ClockAsync(cancellation) - told[0].Modified;
        return (await ReadAsync(store, cancellation), age);
    }

    private static async Task<PruneMarkContent?> ReadAsync(IVaultStore store, CancellationToken cancellation)
    {
        try
        {
            return JsonSerializer.Deserialize(await store.ReadAsync(ObjectNames.PruneMark, MaxBytes, cancellation), PruneJson.Default.PruneMarkContent);
        }
        catch (Exception unreadable) when (unreadable is JsonException or StewardException { Kind: FailureKind.NotFound or FailureKind.Invalid })
        {
            return null;
        }
    }
}

/// <summary>Who prunes.</summary>
internal sealed record PruneMarkContent(string Host, DateTimeOffset Time, string Nonce);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PruneMarkContent))]
internal sealed partial class PruneJson : JsonSerializerContext;
