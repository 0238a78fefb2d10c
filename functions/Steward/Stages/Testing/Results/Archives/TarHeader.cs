using System.Buffers.Binary;
using System.Text;

namespace Steward.Stages.Testing.Results.Archives;

/// <summary>
/// A header of a tar: POSIX.1-2001 (ustar and pax), and GNU's long names and binary sizes. The base library's reader allocates what a header
/// claims; this one believes no number before it is checked.
/// </summary>
/// <param name="Name">The path.</param>
/// <param name="Bytes">The size of what follows; negative for a number that makes no sense.</param>
/// <param name="Kind">The type flag.</param>
internal sealed record TarHeader(string Name, long Bytes, char Kind)
{
    /// <summary>The bytes of a block.</summary>
    public const int Size = 512;

    private const int SumAt = 148;
    private const int SumLength = 8;

    /// <summary>Whether a block is a header: its sum is right.</summary>
    public static bool IsOne(ReadOnlySpan<byte> block)
    {
        var sum = (long)SumLength * ' ';
        for (var i = 0; i < Size; i++) sum += i is >= SumAt and < SumAt + SumLength ? 0 : block[i];
        return block[0] != 0 && Octal(block.Slice(SumAt, SumLength)) == sum;
    }

    public static TarHeader Of(ReadOnlySpan<byte> block)
    {
        var name = Text(block[..100]);
        var prefix = block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(block.Slice(345, 155)) : "";
        return new TarHeader(prefix.Length > 0 ? $"{prefix}/{name}" : name, Number(block.Slice(124, 12)), (char)block[156]);
    }

    /// <summary>The <c>path</c> of a pax header's records: "LENGTH KEY=VALUE\n". Null: none.</summary>
    public static string? PathOf(ReadOnlySpan<byte> pax) => Record(pax, "path="u8);

    /// <summary>The <c>size</c> of a pax header's records; null: none.</summary>
    public static long? SizeOf(ReadOnlySpan<byte> pax) =>
        Record(pax, "size="u8) is { } text ? long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var size) ? size : -1 : null;

    /// <summary>A text up to its first zero byte.</summary>
    public static string Text(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(field.IndexOf((byte)0) is var end and >= 0 ? field[..end] : field);

    private static string? Record(ReadOnlySpan<byte> pax, ReadOnlySpan<byte> key)
    {
        while (pax.IndexOf((byte)' ') is > 0 and < 10 and var space)
        {
            if (!int.TryParse(pax[..space], out var length) || length <= space || length > pax.Length) return null;
            var record = pax[(space + 1)..length];
            if (record.StartsWith(key)) return Encoding.UTF8.GetString(record[key.Length..].TrimEnd((byte)'\n'));
            pax = pax[length..];
        }

        return null;
    }

    // GNU writes a size beyond 8 GB in binary, marked by the first bit.
    private static long Number(ReadOnlySpan<byte> field) => field[0] switch
    {
        0x80 => BinaryPrimitives.ReadInt64BigEndian(field[4..]),
        > 0x80 => -1,
        _ => Octal(field),
    };

    private static long Octal(ReadOnlySpan<byte> field)
    {
        var digits = field.Trim(" \0"u8);
        var number = 0L;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7') return -1;
            number = number * 8 + (digit - '0');
        }

        return number;
    }
}
