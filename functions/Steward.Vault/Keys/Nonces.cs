using System.Buffers.Binary;

namespace Steward.Vault.Keys;

/// <summary>What a message of an object is; the numbers are the format's.</summary>
internal enum MessageKind : byte
{
    /// <summary>A segment of a pack, a frame of an index, the one message of a sealed object.</summary>
    Body = 0,

    /// <summary>The directory at the end.</summary>
    Directory = 1,
}

/// <summary>Nonces of AES-GCM. Every object has a key of its own, and within it every place is used once: the kind, then the place as 64 bits, big-endian.</summary>
internal static class Nonces
{
    public const int Bytes = 12;
    public const int TagBytes = 16;

    public static void Write(Span<byte> nonce, MessageKind kind, long place)
    {
        nonce[..4].Clear();
        nonce[0] = (byte)kind;
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], place);
    }
}
