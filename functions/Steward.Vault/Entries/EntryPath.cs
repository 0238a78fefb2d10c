using System.Text;
using Steward.Kernel;

namespace Steward.Vault.Entries;

/// <summary>
/// The path of an entry: names separated by '/', relative, as bytes, because names of files on Linux need not be UTF-8. Ordered as trees are walked:
/// name by name, so that <c>a/b</c> stands before <c>a.b</c> and a folder's content directly behind it.
/// </summary>
/// <param name="Bytes">The bytes; empty for the root itself.</param>
public readonly record struct EntryPath(ReadOnlyMemory<byte> Bytes) : IComparable<EntryPath>
{
    /// <summary>The longest path that is read, in bytes.</summary>
    public const int MaxBytes = 32 * 1024;

    /// <summary>The path of a text.</summary>
    public static EntryPath Of(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>A path that came from outside: Invalid when it is absolute or has an empty name, <c>.</c> or <c>..</c>, or a zero byte. Nothing is ever restored outside of its target.</summary>
    public static EntryPath Checked(ReadOnlyMemory<byte> bytes)
    {
        var rest = bytes.Span;
        if (rest.Length > MaxBytes || rest.Contains((byte)0)) throw Wrong(bytes);
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'/');
            var name = end < 0 ? rest : rest[..end];
            if (name.IsEmpty || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8) || end == rest.Length - 1) throw Wrong(bytes);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return new EntryPath(bytes);
    }

    /// <summary>The entry of that name in this folder.</summary>
    public EntryPath Below(ReadOnlySpan<byte> name)
    {
        if (Bytes.IsEmpty) return new EntryPath(name.ToArray());
        var joined = new byte[Bytes.Length + 1 + name.Length];
        Bytes.Span.CopyTo(joined);
        joined[Bytes.Length] = (byte)'/';
        name.CopyTo(joined.AsSpan(Bytes.Length + 1));
        return new EntryPath(joined);
    }

    /// <summary>The order of a walk: '/' comes before every other byte.</summary>
    public int CompareTo(EntryPath other)
    {
        var a = Bytes.Span;
        var b = other.Bytes.Span;
        var common = a.CommonPrefixLength(b);
        if (common == a.Length || common == b.Length) return a.Length.CompareTo(b.Length);
        var (x, y) = (a[common], b[common]);
        return (x == (byte)'/' ? -1 : x).CompareTo(y == (byte)'/' ? -1 : y);
    }

    /// <summary>True when the bytes are the same.</summary>
    public bool Equals(EntryPath other) => Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes.Span);
        return hash.ToHashCode();
    }

    /// <summary>The path for people; bytes that are no UTF-8 show as U+FFFD.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Bytes.Span);

    private static StewardException Wrong(ReadOnlyMemory<byte> bytes) =>
        StewardException.Invalid($"'{Texts.Clip(Encoding.UTF8.GetString(bytes.Span), 120)}' is not a path of an entry: it must be relative, without empty names, '.' and '..'.");
}
