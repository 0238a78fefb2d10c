using Steward.Vault.Entries;

namespace Steward.Vault.Drills;

/// <summary>What is different of two entries beside their content. Inodes and times of change are a machine's own business.</summary>
internal static class EntryDifferences
{
    private static readonly (string What, Func<Entry, Entry, bool> IsSame)[] Parts =
    [
        ("kind", (a, b) => a.Kind == b.Kind),
        ("length", (a, b) => a.Kind != EntryKind.File || a.Size == b.Size),
        ("permissions", (a, b) => a.Kind == EntryKind.SymbolicLink || a.Mode == b.Mode),
        // Only root can give files away.
        ("owner", (a, b) => !Environment.IsPrivilegedProcess || (a.User == b.User && a.Group == b.Group)),
        ("time of change", (a, b) => a.Modified == b.Modified),
        ("target", (a, b) => a.Target.Span.SequenceEqual(b.Target.Span)),
        ("device number", (a, b) => a.Device == b.Device),
        ("extended attributes", (a, b) => Attributes(a).SequenceEqual(Attributes(b))),
    ];

    /// <summary>The parts that are different, in one row; empty: none.</summary>
    public static string Of(Entry wanted, Entry found)
    {
        // Another name of a file has no attributes of its own.
        if (wanted.Kind == EntryKind.HardLink && found.Kind == EntryKind.HardLink) return wanted.Target.Span.SequenceEqual(found.Target.Span) ? "" : "first name";
        return string.Join(", ", Parts.Where(p => !p.IsSame(wanted, found)).Select(p => p.What));
    }

    private static IEnumerable<string> Attributes(Entry entry) => entry.Attributes.Select(a => $"{a.Name}={Convert.ToHexString(a.Value.Span)}");
}
