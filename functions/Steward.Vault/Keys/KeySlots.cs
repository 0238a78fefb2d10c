using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Steward.Kernel;
using Steward.Vault.Stores;

namespace Steward.Vault.Keys;

/// <summary>The wrapped master keys of a vault: opens it, and adds and removes what opens it.</summary>
/// <param name="store">Where the vault lies.</param>
internal sealed class KeySlots(IVaultStore store)
{
    private const int MaxSlots = 100;

    public async Task<string> AddAsync(VaultKeys keys, VaultSecret secret, string label, byte[] config, DateTimeOffset now, CancellationToken cancellation)
    {
        var slot = await WrapAsync(keys, secret, new KeySlot("", now, label, [], keys.ProofOf(config)), cancellation);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(slot, KeyJson.Default.KeySlot);
        var id = ObjectNames.HashOf(bytes);
        await store.CreateAsync(ObjectNames.Keys + id, bytes, cancellation);
        return id;
    }

    /// <summary>The keys; Forbidden when nothing here is opened by the secret.</summary>
    public async Task<VaultKeys> OpenAsync(VaultSecret secret, byte[] config, CancellationToken cancellation)
    {
        var (seen, tried, damaged) = (0, 0, new List<string>());
        await foreach (var (name, slot) in ReadAllAsync(cancellation))
        {
            seen++;
            if (slot is null) damaged.Add(name);
            else if (IsFor(slot, secret))
            {
                tried++;
                if (await UnwrapAsync(slot, secret, cancellation) is { } master) return Proved(new VaultKeys(master), slot, config);
            }
        }

        throw seen == 0
            ? StewardException.Invalid($"The vault at {store.Address} cannot be opened: every object below '{ObjectNames.Keys}' is gone. Put back a copy of one of them; without a key nothing in the vault can be read.")
            : Refused(secret, tried, damaged);
    }

    /// <summary>Every slot; null for one that cannot be read.</summary>
    public async IAsyncEnumerable<(string Name, KeySlot? Slot)> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = 0;
        await foreach (var stored in store.ListAsync(ObjectNames.Keys, cancellation))
        {
            if (++seen > MaxSlots) throw StewardException.Invalid($"The vault at {store.Address} has more than {MaxSlots} keys, which nobody makes by hand: look at who can write there.");
            var bytes = await store.ReadAsync(stored.Name, KeySlot.MaxBytes, cancellation);
            yield return (stored.Name, ObjectNames.IsNameOf(stored.Name, bytes) ? KeyJson.Read(bytes, KeyJson.Default.KeySlot) : null);
        }
    }

    /// <summary>Removes a slot by the beginning of its id; the last one stays.</summary>
    public async Task RemoveAsync(string begin, CancellationToken cancellation)
    {
        var names = await store.ListAsync(ObjectNames.Keys, cancellation).Select(o => o.Name).ToListAsync(cancellation);
        var meant = names.Where(n => begin.Length > 0 && ObjectNames.LastOf(n).StartsWith(begin, StringComparison.Ordinal)).ToList();
        if (meant.Count != 1) throw StewardException.NotFound($"{Texts.Count(meant.Count, "key")} of the vault at {store.Address} begin with '{Texts.Clip(begin, 64)}': give the id of one, as 'steward vault keys' shows it.");
        if (names.Count == 1) throw StewardException.Invalid("This is the last key of the vault: without it nobody could read what is in there. Add another one first.");
        await store.DeleteAsync(meant[0], cancellation);
    }

    private static bool IsFor(KeySlot slot, VaultSecret secret) => secret switch
    {
        VaultSecret.PassphraseSecret => slot.Kind == KeySlot.OfPassphrase,
        VaultSecret.WrapSecret wrap => slot.Kind == KeySlot.OfKeyWrap && slot.Key == wrap.KeyWrap.KeyAddress,
        _ => false,
    };

    private static async Task<byte[]?> UnwrapAsync(KeySlot slot, VaultSecret secret, CancellationToken cancellation) => secret switch
    {
        VaultSecret.PassphraseSecret passphrase => PassphraseWrap.Unwrap(passphrase.Bytes, slot),
        VaultSecret.WrapSecret wrap => await wrap.KeyWrap.UnwrapAsync(new WrappedKey(slot.KeyId ?? "", slot.Wrapped), cancellation),
        _ => null,
    };

    private static async Task<KeySlot> WrapAsync(VaultKeys keys, VaultSecret secret, KeySlot slot, CancellationToken cancellation)
    {
        if (secret is VaultSecret.WrapSecret { KeyWrap: var wrap })
        {
            var wrapped = await wrap.WrapAsync(keys.Master, cancellation);
            return slot with { Kind = KeySlot.OfKeyWrap, Wrapped = wrapped.Value, Key = wrap.KeyAddress, KeyId = wrapped.KeyId };
        }

        var (value, cost) = PassphraseWrap.Wrap(((VaultSecret.PassphraseSecret)secret).Bytes, keys.Master);
        return slot with { Kind = KeySlot.OfPassphrase, Wrapped = value, Cost = cost };
    }

    private VaultKeys Proved(VaultKeys keys, KeySlot slot, byte[] config) =>
        slot.Proof is not null && CryptographicOperations.FixedTimeEquals(keys.ProofOf(config), slot.Proof)
            ? keys
            : throw StewardException.Invalid($"The settings of the vault at {store.Address} ('config') are not those that it was made with: they were changed. Put back a copy of the object; nothing else is lost.");

    private StewardException Refused(VaultSecret secret, int tried, List<string> damaged)
    {
        var harm = damaged.Count == 0 ? "" : $" Damaged, and not tried: {Texts.Some(damaged)}.";
        return (secret, tried) switch
        {
            (_, 0) when damaged.Count > 0 => StewardException.Invalid($"The vault at {store.Address} cannot be opened: {Texts.Some(damaged)} {(damaged.Count == 1 ? "is" : "are")} damaged. Put back a copy of it; without a key nothing in the vault can be read."),
            (_, 0) => new StewardException(FailureKind.Forbidden, $"The vault at {store.Address} has no key of this kind: open it with what it was made with."),
            (VaultSecret.WrapSecret, _) => new StewardException(FailureKind.Forbidden, $"The vault at {store.Address} is not opened by this key.{harm}"),
            _ => new StewardException(FailureKind.Forbidden, $"The passphrase does not open the vault at {store.Address} ({Texts.Count(tried, "passphrase was set", "passphrases were set")}).{harm} Look at which vault and passphrase are meant; without one nothing in it can be read."),
        };
    }
}
