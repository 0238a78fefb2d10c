using System.Text;

namespace Steward.TestKit.Telemetry;

/// <summary>A Protocol Buffers message without its schema: fields by number (wire types 0, 1, 2 and 5 of the encoding).</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Number, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public ProtoMessage(ReadOnlyMemory<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var tag = Varint(bytes.Span, ref at);
            var start = at;
            var length = (tag & 7) switch
            {
                0 => Skip(bytes.Span, at),
                1 => 8,
                2 => (int)Varint(bytes.Span, ref at),
                5 => 4,
                var type => throw new FormatException($"Wire type {type} is not in use."),
            };
            _fields.Add(((int)(tag >> 3), bytes.Slice((tag & 7) == 2 ? at : start, length)));
            at += length;
        }
    }

    /// <summary>The messages of a repeated field.</summary>
    public IEnumerable<ProtoMessage> All(int number) => Bytes(number).Select(b => new ProtoMessage(b));

    /// <summary>The texts of a field.</summary>
    public string? Text(int number) => Bytes(number).Select(b => Encoding.UTF8.GetString(b.Span)).LastOrDefault();

    /// <summary>The bytes of a field in hexadecimal.</summary>
    public string Hex(int number) => Bytes(number).Select(b => Convert.ToHexStringLower(b.Span)).LastOrDefault() ?? "";

    private IEnumerable<ReadOnlyMemory<byte>> Bytes(int number) => _fields.Where(f => f.Number == number).Select(f => f.Bytes);

    private static int Skip(ReadOnlySpan<byte> bytes, int at)
    {
        var end = at;
        Varint(bytes, ref end);
        return end - at;
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
    }
}
