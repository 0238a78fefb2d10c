using System.Globalization;
using Steward.Ledger;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>Evidence as rows of a CSV file (RFC 4180), such that no spreadsheet takes a text for a formula.</summary>
internal static class CsvRows
{
    private const string End = "\r\n";

    /// <summary>The first row.</summary>
    public const string Head = "index,time,actor,kind,outcome,subject,summary,payload,id" + End;

    public static string Of(LedgerEntry entry)
    {
        var evidence = entry.Evidence;
        return Row(
            entry.Index.ToString(CultureInfo.InvariantCulture), evidence.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            evidence.Actor, evidence.Kind, evidence.Outcome.ToString(), evidence.Subject.ToString(), evidence.Summary, evidence.Payload, evidence.Id);
    }

    /// <summary>A row that only says something.</summary>
    public static string Note(string text) => Row("", "", "", "", "", "", text, "", "");

    private static string Row(params string?[] fields) => string.Join(',', fields.Select(Field)) + End;

    // A field that begins like a formula gets an apostrophe before it, as OWASP advises ("CSV Injection").
    private static string Field(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n'") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
