using System.Globalization;
using System.Text;

namespace Steward.Azure.Storage;

/// <summary>Table keys: what may stand in them, and how numbers and times sort.</summary>
public static class Keys
{
    /// <summary>A text as a table key: <c>/ \ # ? %</c> and control characters as <c>%XX</c>, all else as it is. Reversible and order-preserving enough for prefixes.</summary>
    public static string Escape(string text)
    {
        if (!text.Any(IsForbidden)) return text;
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (IsForbidden(c)) escaped.Append('%').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture));
            else escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>The text of a key made by <see cref="Escape"/>.</summary>
    public static string Unescape(string key) => Uri.UnescapeDataString(key);

    /// <summary>A number that sorts as text: 12 digits.</summary>
    public static string Number(long number) => number.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>A time that sorts newest first.</summary>
    public static string NewestFirst(DateTimeOffset time) =>
        (DateTimeOffset.MaxValue.UtcTicks - time.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>An OData filter for one partition and the row keys that begin with a prefix.</summary>
    public static string RowsWithPrefix(string partition, string prefix) =>
        $"PartitionKey eq '{Quote(partition)}' and RowKey ge '{Quote(prefix)}' and RowKey lt '{Quote(prefix)}\uffff'";

    /// <summary>Doubles the quotes of an OData text.</summary>
    public static string Quote(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    private static bool IsForbidden(char c) => c is '/' or '\\' or '#' or '?' or '%' || char.IsControl(c);
}
