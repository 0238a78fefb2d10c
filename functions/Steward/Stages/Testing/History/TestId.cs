using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Steward.Kernel;

namespace Steward.Stages.Testing.History;

/// <summary>
/// A test's id, made of its name alone: the first 8 bytes of the SHA-256 of its full name, and the first 4 of that of suite, class and name.
/// So a test is found by its full name as well as by its id. Text form <c>t-</c> and 24 hexadecimal digits.
/// </summary>
/// <param name="FullName">The hash of the full name; its upper bits choose the place where the test's results are kept.</param>
/// <param name="Parts">The hash of suite, class and name: tells tests of one full name apart.</param>
[JsonConverter(typeof(TextIdConverter<TestId>))]
[StructLayout(LayoutKind.Auto)]
public readonly record struct TestId(ulong FullName, uint Parts) : ITextId<TestId>, IComparable<TestId>
{
    /// <summary>The bytes of an id.</summary>
    public const int Size = 12;

    private const string Prefix = "t-";
    private const int NameDigits = 16;

    /// <summary>The id of a name.</summary>
    public static TestId Of(TestName name) =>
        new(HashOf(name.FullName), (uint)(HashOf($"{name.Suite}\0{name.ClassName}\0{name.Name}") >> 32));

    /// <summary>The hash of a full name. What is no Unicode text counts as U+FFFD.</summary>
    public static ulong HashOf(string fullName)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(fullName), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    /// <inheritdoc/>
    public static bool TryParse(string? text, out TestId id)
    {
        id = default;
        if (text is not { Length: 26 } || !text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var digits = text.AsSpan(Prefix.Length);
        if (!ulong.TryParse(digits[..NameDigits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var name)) return false;
        if (!uint.TryParse(digits[NameDigits..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var parts)) return false;
        id = new TestId(name, parts);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(TestId other) => (FullName, Parts).CompareTo((other.FullName, other.Parts));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{FullName:x16}{Parts:x8}");
}
