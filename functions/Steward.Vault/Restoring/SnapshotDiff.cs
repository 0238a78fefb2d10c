using System.Runtime.CompilerServices;
using Steward.Vault.Entries;
using Steward.Vault.Snapshots;

namespace Steward.Vault.Restoring;

/// <summary>How an entry differs in two snapshots.</summary>
public enum ChangeKind
{
    /// <summary>Only the newer has it.</summary>
    Added,

    /// <summary>Only the older has it.</summary>
    Removed,

    /// <summary>Other content, another target.</summary>
    Content,

    /// <summary>The same content with other attributes: owner, permissions, times, extended attributes.</summary>
    Attributes,

    /// <summary>It became something else: a folder where a file was.</summary>
    Kind,
}

/// <summary>A difference.</summary>
/// <param name="Path">Where.</param>
/// <param name="Kind">How.</param>
/// <param name="Old">The entry in the older snapshot.</param>
/// <param name="New">The entry in the newer one.</param>
public sealed record EntryChange(EntryPath Path, ChangeKind Kind, Entry? Old, Entry? New);

/// <summary>Compares two snapshots by reading both listings side by side; no content is read, for equal chunks are equal bytes.</summary>
public static class SnapshotDiff
{
    /// <summary>The differences in the order of paths.</summary>
    public static async IAsyncEnumerable<EntryChange> CompareAsync(OpenVault vault, Snapshot old, Snapshot now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reader = vault.Reader();
        await using var a = new ListingReader(reader, old.Listing).ReadAsync(cancellation).GetAsyncEnumerator(cancellation);
        await using var b = new ListingReader(reader, now.Listing).ReadAsync(cancellation).GetAsyncEnumerator(cancellation);
        var (first, second) = (await NextAsync(a), await NextAsync(b));
        while (first is not null || second is not null)
        {
            var order = first is null ? 1 : second is null ? -1 : first.Path.CompareTo(second.Path);
            if (Change(order, first, second) is { } change) yield return change;
            if (order <= 0) first = await NextAsync(a);
            if (order >= 0) second = await NextAsync(b);
        }
    }

    private static async ValueTask<Entry?> NextAsync(IAsyncEnumerator<Entry> entries) => await entries.MoveNextAsync() ? entries.Current : null;

    private static EntryChange? Change(int order, Entry? old, Entry? now)
    {
        if (order < 0) return new EntryChange(old!.Path, ChangeKind.Removed, old, null);
        if (order > 0) return new EntryChange(now!.Path, ChangeKind.Added, null, now);
        if (old!.Kind != now!.Kind) return new EntryChange(now.Path, ChangeKind.Kind, old, now);
        if (!HasSameContent(old, now)) return new EntryChange(now.Path, ChangeKind.Content, old, now);
        return HasSameAttributes(old, now) ? null : new EntryChange(now.Path, ChangeKind.Attributes, old, now);
    }

    private static bool HasSameContent(Entry old, Entry now) =>
        old.Size == now.Size && old.Device == now.Device && old.Target.Span.SequenceEqual(now.Target.Span) && old.Chunks.SequenceEqual(now.Chunks) && old.Holes.SequenceEqual(now.Holes);

    // Inodes and times of change are this machine's own business.
    private static bool HasSameAttributes(Entry old, Entry now) =>
        old.Mode == now.Mode && old.User == now.User && old.Group == now.Group && old.UserName == now.UserName && old.GroupName == now.GroupName && old.Modified == now.Modified
        && old.Attributes.Count == now.Attributes.Count
        && old.Attributes.Zip(now.Attributes).All(pair => pair.First.Name == pair.Second.Name && pair.First.Value.Span.SequenceEqual(pair.Second.Value.Span));
}
