using System.Buffers.Binary;
using Steward.Kernel;
using Steward.Stages.Testing.History;

namespace Steward.Azure.TestHistory;

/// <summary>
/// A list of tests, by id. It is written once for all runs of the same tests and known by the digest of its ids; a run holds results only, in the
/// list's order. Ids and names are properties of their own, so that a history is read without the names.
/// <para>Ids: 12 bytes each, big endian. Names: JSON of [suite, class, name] each, packed.</para>
/// </summary>
internal static class NameList
{
    private const int DigestLength = 32;

    public static string DigestOf(byte[] ids) => Digest.Sha256(ids)[..DigestLength];

    public static byte[] Ids(IReadOnlyList<(TestId Id, RanTest Test)> tests)
    {
        var ids = new byte[tests.Count * TestId.Size];
        for (var i = 0; i < tests.Count; i++)
        {
            var at = ids.AsSpan(i * TestId.Size);
            BinaryPrimitives.WriteUInt64BigEndian(at, tests[i].Id.FullName);
            BinaryPrimitives.WriteUInt32BigEndian(at[sizeof(ulong)..], tests[i].Id.Parts);
        }

        return ids;
    }

    public static byte[] Names(IEnumerable<RanTest> tests)
    {
        var names = tests.Select(t => t.Name.Cut()).Select(n => new[] { n.Suite, n.ClassName, n.Name });
        return Json.WriteBytes(names);
    }

    public static TestName NameAt(byte[] names, int place) =>
        Json.Read<string?[][]>(names)[place] is [{ } suite, var className, { } name] ? new TestName(suite, className, name) : throw new InvalidDataException("A list of names is damaged.");

    /// <summary>The tests of a full name in a list, with their places.</summary>
    public static IEnumerable<(int Place, TestId Id)> Find(byte[] ids, ulong fullName)
    {
        for (var at = 0; at < ids.Length; at += TestId.Size)
        {
            var hash = BinaryPrimitives.ReadUInt64BigEndian(ids.AsSpan(at));
            if (hash == fullName) yield return (at / TestId.Size, new TestId(hash, BinaryPrimitives.ReadUInt32BigEndian(ids.AsSpan(at + sizeof(ulong)))));
            else if (hash > fullName) yield break;
        }
    }
}
