using System.Buffers.Binary;

namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>Remembers the strings of bytes that come again and again: names of elements, classes, outcomes. Of constant size.</summary>
internal sealed class XmlStrings
{
    private const int Slots = 256;
    private const int MaxLength = 200;
    private readonly (byte[] Bytes, string Text)[] _known = new (byte[], string)[Slots];

    /// <summary>The string of some bytes, at most so many characters.</summary>
    public string Of(ReadOnlySpan<byte> bytes, int max)
    {
        if (bytes.Length > Math.Min(MaxLength, max)) return XmlText.Of(bytes, max);
        ref var known = ref _known[Hash(bytes) % Slots];
        if (known.Bytes is null || !bytes.SequenceEqual(known.Bytes)) known = (bytes.ToArray(), XmlText.Of(bytes, max));
        return known.Text;
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8) return bytes.Length == 0 ? 0 : (uint)(bytes[0] * 31 + bytes[^1] * 7 + bytes.Length);
        var mixed = (BinaryPrimitives.ReadUInt64LittleEndian(bytes) * 31 + BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..])) * 0x9E3779B97F4A7C15;
        return (uint)(mixed >> 32);
    }
}
