namespace Steward.Vault.Entries;

/// <summary>
/// The keys of an item of a listing: a CBOR map (RFC 8949, core deterministic encoding, section 4.2.1) with these keys in ascending order; what is zero or empty is
/// left out. The numbers are the format's (docs/vault-format.md): none is ever used for something else.
/// </summary>
internal static class EntryFields
{
    // Byte string.
    public const int Path = 0;

    // EntryKind; 0: goes on with the chunks and holes of the item before.
    public const int Kind = 1;
    public const int Mode = 2;
    public const int User = 3;
    public const int Group = 4;
    public const int UserName = 5;
    public const int GroupName = 6;

    // Nanoseconds.
    public const int Modified = 7;
    public const int Changed = 8;
    public const int Inode = 9;
    public const int Device = 10;
    public const int Size = 11;

    // One byte string: the ids one after the other.
    public const int Chunks = 12;

    // An array: offset, length, offset, length...
    public const int Holes = 13;
    public const int Target = 14;

    // An array: name (text), value (byte string), name...
    public const int Attributes = 15;

    public const int Continued = 0;

    // Chunks and holes of one item: with more the file goes on in the next item, so that every item fits into a chunk.
    public const int MaxChunks = 8_192;
    public const int MaxHoles = 16_384;

    // All extended attributes of an entry together.
    public const int MaxAttributeBytes = 1 << 20;
}
