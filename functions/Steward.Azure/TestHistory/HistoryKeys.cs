using System.Globalization;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Testing.History;

namespace Steward.Azure.TestHistory;

/// <summary>
/// The keys of both tables. No name of a test stands in a key.
/// <para><c>TestRuns</c>: partition <c>product</c>, row <c>set</c>: what is known of a set. Partition <c>product|set</c>, row <c>r~time~run</c>,
/// newest first: one a report; row <c>i~run</c>: under which time. Partition <c>product||first</c>, row <c>branch</c>: its first results.</para>
/// <para><c>TestResults</c>: partition <c>product|set|generation|group</c>, row <c>bb l~list</c>: the names of a list of tests; row
/// <c>bb r~time~run~list</c>, newest first: their results in one report. <c>bb</c> are the two digits of the bucket within its group.</para>
/// </summary>
internal static class HistoryKeys
{
    /// <summary>The buckets of one partition: with two rows each, one report's fit into a transaction of 100.</summary>
    public const int BucketsInGroup = 32;

    public const string Runs = "r~";
    public const string Lists = "l~";

    private const string Ids = "i~";
    private const int TimeLength = 19;
    private const int RunLength = 32;

    public static string Product(ProductId product) => Keys.Escape(product.ToString());

    /// <summary>No set has an empty name, so this is none's partition.</summary>
    public static string Firsts(ProductId product) => $"{Product(product)}||first";

    public static string Set(ProductId product, string set) => $"{Product(product)}|{Keys.Escape(set)}";

    public static string Pointer(string run) => Ids + run;

    public static string Run(DateTimeOffset at, string run) => $"{Runs}{Keys.NewestFirst(at)}~{run}";

    public static string Group(ProductId product, string set, int generation, int bucket) =>
        string.Create(CultureInfo.InvariantCulture, $"{Set(product, set)}|{generation}|{bucket / BucketsInGroup:x4}");

    public static string Bucket(int bucket) => (bucket % BucketsInGroup).ToString("x2", CultureInfo.InvariantCulture);

    public static string List(int bucket, string list) => $"{Bucket(bucket)}{Lists}{list}";

    public static string Result(int bucket, DateTimeOffset at, string run, string list) => $"{Bucket(bucket)}{Run(at, run)}~{list}";

    /// <summary>The parts of a result's row key.</summary>
    public static (DateTimeOffset At, string Run, string List) ReadResult(string key)
    {
        var time = long.Parse(key.AsSpan(4, TimeLength), NumberStyles.None, CultureInfo.InvariantCulture);
        var run = key.Substring(4 + TimeLength + 1, RunLength);
        return (new DateTimeOffset(DateTimeOffset.MaxValue.UtcTicks - time, TimeSpan.Zero), run, key[(4 + TimeLength + 1 + RunLength + 1)..]);
    }

    /// <summary>The bucket of a test: the upper bits of its full name's hash.</summary>
    public static int BucketOf(TestId id, int bits) => bits == 0 ? 0 : (int)(id.FullName >> (64 - bits));
}
