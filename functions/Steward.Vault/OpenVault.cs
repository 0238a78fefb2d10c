using System.Security.Cryptography;
using Steward.Kernel;
using Steward.Vault.Chunks;
using Steward.Vault.Chunks.Index;
using Steward.Vault.Chunks.Reading;
using Steward.Vault.Chunks.Segments;
using Steward.Vault.Chunks.Writing;
using Steward.Vault.Keys;
using Steward.Vault.Stores;

namespace Steward.Vault;

/// <summary>A vault whose keys are at hand. Everything that works with a vault begins here.</summary>
public sealed class OpenVault : IAsyncDisposable
{
    private const string SnapshotMagic = "stewsnp1";
    private readonly VaultKeys _keys;
    private readonly VaultIndex _index;
    private readonly VaultConfig _config;
    private readonly TimeProvider _time;
    private readonly long _opened;
    private readonly SegmentCodec _codec = new();

    private OpenVault(IVaultStore store, VaultConfig config, VaultKeys keys, VaultIndex index, TimeProvider time)
    {
        (Store, Id, _config, _keys, _index, _time, _opened) = (store, config.Id, config, keys, index, time, time.GetTimestamp());
        ContentChunker = new Chunker(config.Content, keys.Gear);
        ListingChunker = new Chunker(config.Listing, keys.Gear);
    }

    /// <summary>The vault's id, 32 hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>Where its objects lie.</summary>
    public IVaultStore Store { get; }

    /// <summary>Cuts contents of files and streams.</summary>
    public Chunker ContentChunker { get; }

    /// <summary>Cuts listings.</summary>
    public Chunker ListingChunker { get; }

    /// <summary>Makes a vault. Conflict when there is one already.</summary>
    /// <param name="store">Where.</param>
    /// <param name="secret">What will open it; more can be added later.</param>
    /// <param name="options">The clock, and where indexes are cached.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<OpenVault> InitAsync(IVaultStore store, VaultSecret secret, VaultOptions options, CancellationToken cancellation)
    {
        var (keys, now) = (new VaultKeys(VaultKeys.NewMaster()), options.Time.GetUtcNow());
        var config = VaultConfig.New(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), now);
        var bytes = config.Write();
        // Settings last: who finds them finds a key. Of two who make a vault at once one is told, and its key opens nothing.
        if (await ExistsAsync(store, cancellation)) throw Exists(store);
        var slot = await new KeySlots(store, config.Id).AddAsync(keys, secret, "the first one", bytes, now, cancellation);
        if (await store.CreateAsync(ObjectNames.Config, bytes, cancellation) || await IsOwnAsync(store, bytes, cancellation)) return new OpenVault(store, config, keys, new VaultIndex(store, keys, new IndexFolder(options.CacheFolder, config.Id), options.Time), options.Time);
        throw Exists(store, await TakeBackAsync(store, ObjectNames.Keys + slot, cancellation));
    }

    /// <summary>
    /// Opens a vault. NotFound when there is none, Forbidden when the secret does not open it, Invalid when its settings or indexes are damaged.
    /// </summary>
    /// <param name="store">Where it lies.</param>
    /// <param name="secret">What opens it.</param>
    /// <param name="options">The clock, and where indexes are cached.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<OpenVault> OpenAsync(IVaultStore store, VaultSecret secret, VaultOptions options, CancellationToken cancellation)
    {
        var (config, bytes) = await VaultConfig.ReadAsync(store, cancellation);
        // The list is asked for while the passphrase costs its time.
        var told = store.ListAsync(ObjectNames.Index, cancellation).ToListAsync(cancellation).AsTask();
        var keys = await Task.Run(() => new KeySlots(store, config.Id).OpenAsync(secret, bytes, cancellation), cancellation);
        var index = new VaultIndex(store, keys, new IndexFolder(options.CacheFolder, config.Id), options.Time);
        await index.LoadAsync(await told, cancellation);
        return new OpenVault(store, config, keys, index, options.Time);
    }

    /// <summary>What of the index could not be read when the vault was opened, one sentence an object. What it knew is written again by backups, and not found by restores.</summary>
    public IReadOnlyList<string> Problems => _index.Problems;

    /// <summary>How long ago it was opened: what others wrote since is not in its index.</summary>
    internal TimeSpan Age => _time.GetElapsedTime(_opened);

    internal VaultKeys Keys => _keys;

    internal VaultIndex Index => _index;

    internal KeySlots Slots => new(Store, Id);

    internal SegmentCodec Codec => _codec;

    internal SegmentLoader Loader => new(Store, _keys, _codec);

    /// <summary>What opens this vault: one line a passphrase or key.</summary>
    public async Task<IReadOnlyList<VaultKeyInfo>> KeysAsync(CancellationToken cancellation) =>
        await Slots.ReadAllAsync(cancellation).Select(s => new VaultKeyInfo(ObjectNames.LastOf(s.Name), s.Slot is null ? "damaged" : Slots.IsForeign(s.Slot) ? "foreign" : s.Slot.Kind, s.Slot?.Label ?? "", s.Slot?.Created, s.Slot?.Key)).ToListAsync(cancellation);

    /// <summary>Lets another passphrase or key open the vault. Gives its id.</summary>
    /// <param name="secret">The passphrase or key.</param>
    /// <param name="label">Whose it is, for people; everybody who can read the storage can read it.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<string> AddKeyAsync(VaultSecret secret, string label, CancellationToken cancellation) =>
        await Slots.AddAsync(_keys, secret, label, (await VaultConfig.ReadAsync(Store, cancellation)).Bytes, _time.GetUtcNow(), cancellation);

    /// <summary>
    /// Removes a passphrase or key by the beginning of its id. NotFound when none or several are meant; Invalid for the last one. Who had both it and a copy of its
    /// object can open what was stored until now.
    /// </summary>
    public Task RemoveKeyAsync(string id, CancellationToken cancellation) => Slots.RemoveAsync(id, cancellation);

    /// <summary>A writer; several may be open at once.</summary>
    public IChunkWriter Writer() => new ChunkWriter(new WriterState(Store, _keys, _index, _codec));

    /// <summary>A reader.</summary>
    public IChunkReader Reader() => new ChunkReader(_keys, _index, Loader);

    /// <summary>The id that a chunk of these bytes has in this vault: tells whether a file is what a snapshot says without reading the vault.</summary>
    public ChunkId IdOf(ReadOnlySpan<byte> chunk) => _keys.IdOf(chunk);

    /// <summary>A snapshot as it is stored.</summary>
    public byte[] SealSnapshot(ReadOnlySpan<byte> plain) => SealedObject.Seal(_keys.Snapshots, SnapshotMagic, plain);

    /// <summary>A stored snapshot's content; Invalid when it is damaged or of another vault.</summary>
    public byte[] OpenSnapshot(ReadOnlySpan<byte> stored) => SealedObject.Open(_keys.Snapshots, SnapshotMagic, stored);

    /// <summary>The same vault with the index as it is in the store now.</summary>
    internal async Task<OpenVault> AgainAsync(CancellationToken cancellation)
    {
        var index = new VaultIndex(Store, _keys, new IndexFolder(null, Id), _time);
        await index.LoadAsync(await Store.ListAsync(ObjectNames.Index, cancellation).ToListAsync(cancellation), cancellation);
        return new OpenVault(Store, _config, _keys, index, _time);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _index.Dispose();
        _codec.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<bool> ExistsAsync(IVaultStore store, CancellationToken cancellation)
    {
        try
        {
            return await store.ReadAsync(ObjectNames.Config, VaultConfig.MaxBytes, cancellation) is not null;
        }
        catch (StewardException none) when (none.Kind == FailureKind.NotFound)
        {
            return false;
        }
    }

    // An answer that was lost on its way: the request was repeated, and found its own settings. To take the key back would leave a vault that nobody can open.
    private static async Task<bool> IsOwnAsync(IVaultStore store, byte[] config, CancellationToken cancellation) =>
        (await store.ReadAsync(ObjectNames.Config, VaultConfig.MaxBytes, cancellation)).AsSpan().SequenceEqual(config);

    // Nothing is opened by it; where these credentials may not remove it, the one who may is told.
    private static async Task<string> TakeBackAsync(IVaultStore store, string slot, CancellationToken cancellation)
    {
        try
        {
            await store.DeleteAsync(slot, cancellation);
            return "";
        }
        catch (StewardException kept) when (kept.Kind is FailureKind.Forbidden or FailureKind.Unavailable)
        {
            return $" Left behind, for these credentials may not remove it: {slot}, which opens nothing; 'steward vault keys remove' does.";
        }
    }

    private static StewardException Exists(IVaultStore store, string left = "") =>
        new(FailureKind.Conflict, $"There is a vault at {store.Address} already: use it, or make the new one elsewhere.{left}");
}

/// <summary>A passphrase or key that opens a vault.</summary>
/// <param name="Id">Its id, 64 hexadecimal digits.</param>
/// <param name="Kind"><c>passphrase</c>, <c>keyWrap</c>; <c>damaged</c>; <c>foreign</c>: left by one who made a vault here at the same time and came second, opens nothing.</param>
/// <param name="Label">Whose it is.</param>
/// <param name="Created">When it was added.</param>
/// <param name="Key">The address of a key elsewhere.</param>
public sealed record VaultKeyInfo(string Id, string Kind, string Label, DateTimeOffset? Created, string? Key);

/// <summary>What a vault needs of its surroundings.</summary>
public sealed record VaultOptions
{
    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The folder where indexes are cached, one folder a vault below it (<c>~/.cache/steward/vaults</c>); null: they are kept for this run only.</summary>
    public string? CacheFolder { get; init; }
}
