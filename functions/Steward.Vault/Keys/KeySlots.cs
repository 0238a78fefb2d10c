using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Steward.Kernel;
using Steward.Vault.Stores;

namespace Steward.Vault.Keys;

/// <summary>The wrapped master keys of a vault: opens it, and adds and removes what opens it.</summary>
/// <param name="store">Where the vault lies.</param>
/// <param name="vault">The vault's id.</param>
internal sealed class KeySlots(IVaultStore store, string vault)
{
    private const int MaxSlots = 100;

    public async Task<string> AddAsync(VaultKeys keys, VaultSecret secret, string label, byte[] config, DateTimeOffset now, CancellationToken cancellation)
    {
        var slot = await WrapAsync(keys, secret, new KeySlot("", now, label, [], keys.ProofOf(config)) { Vault = vault }, cancellation);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(slot, KeyJson.Default.KeySlot);
        var id = ObjectNames.HashOf(bytes);
        await store.EnsureAsync(ObjectNames.Keys + id, bytes, cancellation);
        return id;
    }

    /// <summary>The keys; Forbidden when nothing here is opened by the secret.</summary>
    public async Task<VaultKeys> OpenAsync(VaultSecret secret, byte[] config, CancellationToken cancellation)
    {
        var (seen, tried, foreign, changed, damaged) = (0, 0, 0, false, new List<string>());
        await foreach (var (name, slot) in ReadAllAsync(cancellation))
        {
            seen++;
            if (slot is null) damaged.Add(name);
            else if (IsForeign(slot)) foreign++;
            else if (IsFor(slot, secret))
            {
                tried++;
                if (await UnwrapAsync(slot, secret, cancellation) is not { } master) continue;
                var keys = new VaultKeys(master);
                if (IsProved(keys, slot, config)) return keys;
                changed = true;
            }
        }

        throw seen == 0 ? NoKeys() : changed || seen == foreign ? Changed() : Refused(secret, tried, damaged, foreign);
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
        var slots = await ReadAllAsync(cancellation).ToListAsync(cancellation);
        var meant = slots.Where(s => begin.Length > 0 && ObjectNames.LastOf(s.Name).StartsWith(begin, StringComparison.Ordinal)).ToList();
        if (meant.Count != 1) throw StewardException.NotFound($"{Texts.Count(meant.Count, "key")} of the vault at {store.Address} begin with '{Texts.Clip(begin, 64)}': give the id of one, as 'steward vault keys' shows it.");
        // What is damaged or of another vault opens nothing: it is no reason to let the last one go.
        if (Opens(meant[0].Slot) && !slots.Exists(s => s.Name != meant[0].Name && Opens(s.Slot)))
            throw StewardException.Invalid("This is the last key of the vault that can open it: without it nobody could read what is in there. Add another one first.");
        await store.DeleteAsync(meant[0].Name, cancellation);
    }

    /// <summary>Whether a slot was left by somebody who made a vault here at the same time and came second: its key is of no vault that there is.</summary>
    public bool IsForeign(KeySlot slot) => slot.Vault is not null && slot.Vault != vault;

    private bool Opens(KeySlot? slot) => slot is not null && !IsForeign(slot);

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

    private static bool IsProved(VaultKeys keys, KeySlot slot, byte[] config) => slot.Proof is not null && CryptographicOperations.FixedTimeEquals(keys.ProofOf(config), slot.Proof);

    private StewardException NoKeys() =>
        StewardException.Invalid($"The vault at {store.Address} cannot be opened: every object below '{ObjectNames.Keys}' is gone. Put back a copy of one of them; without a key nothing in the vault can be read.");

    private StewardException Changed() =>
        StewardException.Invalid($"The settings of the vault at {store.Address} ('config') are not those that it was made with: they were changed. Put back a copy of the object; nothing else is lost.");

    private StewardException Refused(VaultSecret secret, int tried, List<string> damaged, int foreign)
    {
        var harm = (damaged.Count == 0 ? "" : $" Damaged, and not tried: {Texts.Some(damaged)}.")
            + (foreign == 0 ? "" : $" {Texts.Count(foreign, "key")} there opened nothing ever: somebody made a vault here at the same moment and came second; the passphrase of the first one counts.");
        return (secret, tried) switch
        {
            (_, 0) when damaged.Count > 0 => StewardException.Invalid($"The vault at {store.Address} cannot be opened: {Texts.Some(damaged)} {(damaged.Count == 1 ? "is" : "are")} damaged. Put back a copy of it; without a key nothing in the vault can be read."),
            (_, 0) => new StewardException(FailureKind.Forbidden, $"The vault at {store.Address} has no key of this kind: open it with what it was made with.{harm}"),
            (VaultSecret.WrapSecret, _) => new StewardException(FailureKind.Forbidden, $"The vault at {store.Address} is not opened by this key.{harm}"),
            _ => new StewardException(FailureKind.Forbidden, $"The passphrase does not open the vault at {store.Address} ({Texts.Count(tried, "passphrase was set", "passphrases were set")}).{harm} Look at which vault and passphrase are meant; without one nothing in it can be read."),
        };
    }
}
