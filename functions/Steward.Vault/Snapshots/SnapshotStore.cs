using System.Collections.Concurrent;
using System.Security.Cryptography;
using Steward.Kernel;
using Steward.Vault.Stores;

namespace Steward.Vault.Snapshots;

/// <summary>The snapshots of a vault.</summary>
/// <param name="vault">The vault.</param>
public sealed class SnapshotStore(OpenVault vault)
{
    /// <summary>What <see cref="FindAsync"/> takes for the newest one.</summary>
    public const string Latest = "latest";

    private const string Prefix = "snapshots/";
    private const int IdDigits = 64;
    private const int MaxBytes = 64 << 20;
    private const int AtOnce = 8;

    /// <summary>Writes a snapshot. All that it names has to be in the vault: it counts from here on.</summary>
    public async Task<SnapshotReference> WriteAsync(Snapshot snapshot, CancellationToken cancellation)
    {
        var plain = SnapshotJson.Write(snapshot);
        if (plain.Length > MaxBytes / 2) throw StewardException.Invalid($"The snapshot would have {plain.Length >> 20} MiB, more than one can have: back up its parts one by one.");
        var stored = vault.SealSnapshot(plain);
        var id = Convert.ToHexStringLower(SHA256.HashData(stored));
        await vault.Store.EnsureAsync(Prefix + id, stored, cancellation);
        return new SnapshotReference(id, snapshot);
    }

    /// <summary>Those that are meant, the oldest first. One that is damaged is a problem of its own and hides no other.</summary>
    public async Task<SnapshotList> ListAsync(SnapshotFilter filter, CancellationToken cancellation)
    {
        var (found, problems) = (new ConcurrentBag<SnapshotReference>(), new ConcurrentBag<string>());
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(await IdsAsync("", cancellation), options, async (id, stop) =>
        {
            try
            {
                if (await ReadAsync(id, stop) is { } read && filter.Takes(read.Snapshot)) found.Add(read);
            }
            catch (StewardException damaged) when (damaged.Kind == FailureKind.Invalid)
            {
                problems.Add(damaged.Message);
            }
            catch (StewardException gone) when (gone.Kind == FailureKind.NotFound)
            {
                // Forgotten since the names were listed.
            }
        });
        return new SnapshotList([.. found.OrderBy(s => s.Snapshot.Time).ThenBy(s => s.Id, StringComparer.Ordinal)], [.. problems.Order(StringComparer.Ordinal)]);
    }

    /// <summary>One snapshot. NotFound when there is none, Invalid when several are meant or it is damaged.</summary>
    /// <param name="wanted">The beginning of its id, or <see cref="Latest"/>.</param>
    /// <param name="filter">Which ones the newest is looked for among.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<SnapshotReference> FindAsync(string wanted, SnapshotFilter filter, CancellationToken cancellation)
    {
        if (wanted == Latest) return await LatestAsync(filter, cancellation) ?? throw NoLatest();
        if (wanted.Length is 0 or > IdDigits || !wanted.All(char.IsAsciiHexDigitLower)) throw StewardException.Invalid($"'{Texts.Clip(wanted, 80)}' is no id of a snapshot: give its first digits as 'steward vault list' shows them, or '{Latest}'.");
        var ids = await IdsAsync(wanted, cancellation);
        return ids.Count switch
        {
            1 => await ReadAsync(ids[0], cancellation),
            0 => throw StewardException.NotFound($"The vault at {vault.Store.Address} has no snapshot that begins with {wanted}. 'steward vault list' shows those that are there."),
            _ => throw StewardException.Invalid($"{Texts.Count(ids.Count, "snapshot")} begin with {wanted}: give more digits of the id."),
        };
    }

    /// <summary>
    /// What is known of a snapshot that is damaged, so that it can be removed: it is in the way of every prune. NotFound when there is none, Invalid when several are meant or it
    /// can be read.
    /// </summary>
    /// <param name="wanted">The beginning of its id.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<DamagedSnapshot> FindDamagedAsync(string wanted, CancellationToken cancellation)
    {
        var found = wanted.Length == 0 ? [] : await ObjectsAsync(wanted, cancellation);
        if (found.Count == 0) throw StewardException.NotFound($"The vault at {vault.Store.Address} has no snapshot that begins with '{Texts.Clip(wanted, 80)}'. 'steward vault verify' names the damaged ones.");
        if (found.Count > 1) throw StewardException.Invalid($"{Texts.Count(found.Count, "snapshot")} begin with {Texts.Clip(wanted, 80)}: give more digits of the id.");
        var id = ObjectNames.LastOf(found[0].Name);
        try
        {
            await ReadAsync(id, cancellation);
        }
        catch (StewardException damaged) when (damaged.Kind == FailureKind.Invalid)
        {
            return new DamagedSnapshot(id, found[0].Length, found[0].Modified, damaged.Message);
        }

        throw StewardException.Invalid($"The snapshot {id[..SnapshotReference.ShortDigits]} is not damaged: it can be read. Nothing was removed; to forget it all the same, leave out --damaged.");
    }

    /// <summary>The newest one; null when there is none.</summary>
    public async Task<SnapshotReference?> LatestAsync(SnapshotFilter filter, CancellationToken cancellation)
    {
        var list = await ListAsync(filter, cancellation);
        return list.Snapshots.Count == 0 ? null : list.Snapshots[^1];
    }

    private async Task<SnapshotReference> ReadAsync(string id, CancellationToken cancellation)
    {
        var stored = await vault.Store.ReadAsync(Prefix + id, MaxBytes, cancellation);
        if (Convert.ToHexStringLower(SHA256.HashData(stored)) != id) throw Damaged(id, "it is not what was written.", null);
        try
        {
            return new SnapshotReference(id, SnapshotJson.Read(vault.OpenSnapshot(stored)));
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
        {
            throw Damaged(id, failure.Message, failure);
        }
    }

    private async Task<List<string>> IdsAsync(string begin, CancellationToken cancellation) => [.. (await ObjectsAsync(begin, cancellation)).Select(o => ObjectNames.LastOf(o.Name))];

    private async Task<List<StoredObject>> ObjectsAsync(string begin, CancellationToken cancellation) => await vault.Store.ListAsync(Prefix, cancellation)
        .Where(o => o.Name.Length == Prefix.Length + IdDigits && o.Name.AsSpan(Prefix.Length).StartsWith(begin)).ToListAsync(cancellation);

    private StewardException NoLatest() =>
        StewardException.NotFound($"The vault at {vault.Store.Address} has no snapshot of that host, path and tag yet. 'steward vault list' shows those that are there, 'steward vault backup' makes one.");

    private StewardException Damaged(string id, string how, Exception? inner) =>
        StewardException.Invalid($"The snapshot {id} in {vault.Store.Address} is damaged: {how} Other snapshots are not touched by it; put back a copy of the object '{Prefix}{id}', or remove it: 'steward vault forget {id[..SnapshotReference.ShortDigits]} --damaged'.", inner);
}
