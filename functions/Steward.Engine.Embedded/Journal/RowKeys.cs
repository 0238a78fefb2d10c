using System.Buffers;
using System.Globalization;
using System.Text;

namespace Steward.Engine.Embedded.Journal;

/// <summary>
/// Where rows lie. Partition = stripe; row = <c>h|ID</c> (header) or <c>e|ID|RUN|SEQ</c> (event), so that headers can be listed without
/// touching histories, and one transaction can carry rows of many instances.
/// </summary>
internal static class RowKeys
{
    /// <summary>The row that says who may write a stripe; it sorts before all others.</summary>
    public const string Fence = "!fence";

    private static readonly SearchValues<char> Special = SearchValues.Create("./$%{|");

    /// <summary>The key of an instance's header.</summary>
    public static string Header(string id) => "h|" + Encode(id);

    /// <summary>The key of an event.</summary>
    public static string Event(string id, int run, int seq) =>
        string.Create(CultureInfo.InvariantCulture, $"e|{Encode(id)}|{run:D8}|{seq:D8}");

    /// <summary>What the keys of all events of an instance begin with.</summary>
    public static string History(string id) => $"e|{Encode(id)}|";

    /// <summary>What the keys of all events of one run begin with.</summary>
    public static string History(string id, int run) => string.Create(CultureInfo.InvariantCulture, $"e|{Encode(id)}|{run:D8}|");

    /// <summary>The filter for the rows of one partition whose keys begin so.</summary>
    public static string Filter(string partition, string prefix) =>
        $"PartitionKey eq '{partition}' and RowKey ge '{Quote(prefix)}' and RowKey lt '{Quote(prefix)}\uffff'";

    /// <summary>The partition of a stripe.</summary>
    public static string Partition(int stripe) => string.Create(CultureInfo.InvariantCulture, $"s{stripe:D2}");

    /// <summary>The stripe of an instance: FNV-1a (draft-eastlake-fnv), the same in every process and version.</summary>
    public static int StripeOf(string id, int stripes)
    {
        var hash = 2166136261u;
        foreach (var c in id) hash = (hash ^ c) * 16777619u;
        return (int)((hash ^ (hash >> 16)) % (uint)stripes);
    }

    /// <summary>
    /// An id as a part of keys. <c>/</c>, <c>%</c> and the separator <c>|</c> must not stand there; each is written as its predecessor
    /// in ASCII and a 1 (and that predecessor with a 0), so that keys sort exactly as the ids do.
    /// </summary>
    public static string Encode(string id)
    {
        if (id.AsSpan().IndexOfAny(Special) < 0) return id;
        var key = new StringBuilder(id.Length + 8);
        foreach (var c in id) _ = c is '/' or '%' or '|' ? key.Append((char)(c - 1)).Append('1') : Kept(key, c);
        return key.ToString();
    }

    private static StringBuilder Kept(StringBuilder key, char c) => c is '.' or '$' or '{' ? key.Append(c).Append('0') : key.Append(c);

    private static string Quote(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
