using System.Security.Cryptography;
using Steward.Kernel;

namespace Steward.Vault.Stores;

/// <summary>The names of a vault's objects, and what they may look like.</summary>
public static class ObjectNames
{
    /// <summary>The public settings of a vault.</summary>
    public const string Config = "config";

    /// <summary>The wrapped master keys.</summary>
    public const string Keys = "keys/";

    /// <summary>The packs of chunks.</summary>
    public const string Packs = "packs/";

    /// <summary>The index objects: which chunk lies where.</summary>
    public const string Index = "index/";

    /// <summary>The entries of packs that are to be removed.</summary>
    public const string Condemned = "condemned/";

    /// <summary>The snapshots.</summary>
    public const string Snapshots = "snapshots/";

    /// <summary>Who prunes.</summary>
    public const string PruneMark = "prune";

    private const int MaxLength = 200;

    /// <summary>The name of a pack: <c>packs/3f/3f2a...</c>; folders stay small so.</summary>
    /// <param name="hash">The SHA-256 of the object in lower-case hexadecimal digits.</param>
    public static string PackOf(string hash) => $"{Packs}{hash[..2]}/{hash}";

    /// <summary>The SHA-256 of an object, as names have it.</summary>
    public static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>True for the first part of names that objects of a vault have.</summary>
    public static bool IsTop(string part) => part is Config or PruneMark or "keys" or "packs" or "index" or "condemned" or "snapshots" or "forgetting" or "retention";

    /// <summary>The last part of a name.</summary>
    public static string LastOf(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>True when an object whose name ends with its SHA-256 holds these bytes.</summary>
    public static bool IsNameOf(string name, ReadOnlySpan<byte> content) => LastOf(name) == HashOf(content);

    /// <summary>True for what names of packs, indexes and snapshots end with.</summary>
    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The name, when it is one: Invalid otherwise. Nothing outside of the vault is ever reached.</summary>
    public static string Checked(string name)
    {
        var parts = name.Split('/');
        if (name.Length is 0 or > MaxLength || !parts.All(IsPart))
            throw StewardException.Invalid($"'{Texts.Clip(name, 80)}' is not a name of an object of a vault: lower-case letters, digits, '.' and '-' between slashes.");
        return name;
    }

    private static bool IsPart(string part) =>
        part.Length > 0 && part[0] != '.' && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');
}
