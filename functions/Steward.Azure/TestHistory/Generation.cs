using System.Globalization;
using System.Numerics;

namespace Steward.Azure.TestHistory;

/// <summary>
/// Into how many buckets the tests of a set are hashed, from a moment on. The number stays as long as it fits: a set that has outgrown it gets a
/// generation more, with a number that fits, and until retention has emptied the older one a test's history is read from both.
/// </summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Bits">The buckets are 2 to this power.</param>
/// <param name="Since">From when on reports are kept in it.</param>
internal sealed record Generation(int Number, int Bits, DateTimeOffset Since)
{
    private const int MaxBits = 16;

    // About 500 bytes a row: a thousand runs of a bucket are read in one go.
    private const int TestsInBucket = 128;
    private const int Outgrown = 4;

    public int Buckets => 1 << Bits;

    /// <summary>The generation after some, for a set of a size.</summary>
    public static Generation After(IReadOnlyList<Generation> before, long tests, DateTimeOffset since) =>
        new(before.Count == 0 ? 0 : before[^1].Number + 1, BitsFor(tests), since);

    /// <summary>Whether a set of a size still fits.</summary>
    public bool Fits(long tests) => tests <= (long)TestsInBucket * Outgrown * Buckets || Bits == MaxBits;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static List<Generation> Read(string? text) =>
        [.. (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(ReadOne)];

    public static string Write(IEnumerable<Generation> generations) =>
        string.Join(';', generations.Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Number}:{g.Bits}:{g.Since.UtcTicks}")));

    private static int BitsFor(long tests)
    {
        var buckets = (ulong)Math.Max(1, (tests + TestsInBucket - 1) / TestsInBucket);
        return Math.Min(MaxBits, BitOperations.Log2(BitOperations.RoundUpToPowerOf2(buckets)));
    }

    private static Generation ReadOne(string text)
    {
        var numbers = text.Split(':').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return new Generation((int)numbers[0], (int)numbers[1], new DateTimeOffset(numbers[2], TimeSpan.Zero));
    }
}
