using System.Text;
using Steward.Kernel;

namespace Steward.Stages.Security.Seats.Csv;

/// <summary>One row of a file.</summary>
/// <param name="Number">Its number, from 1; blank rows count and are left out.</param>
/// <param name="Fields">Its fields, without white space around them.</param>
internal sealed record CsvRow(int Number, IReadOnlyList<string> Fields);

/// <summary>Reads comma-, semicolon- or tab-separated values (RFC 4180, quotes doubled, line breaks inside quotes), every size bounded.</summary>
internal static class CsvReader
{
    public const int MaxBytes = 8 * 1024 * 1024;
    private const int MaxRows = 100_000;
    private const int MaxFields = 64;
    private const int MaxField = 2_000;

    /// <summary>The text: by its byte order mark, else UTF-8 where it is that, else Latin-1 (every byte is a character of it).</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) throw StewardException.Invalid($"The file has more than {MaxBytes / 1024 / 1024} MB, which is the limit. Split it.");
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes.StartsWith(Encoding.Unicode.Preamble)) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith(Encoding.BigEndianUnicode.Preamble)) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
    }

    /// <summary>The rows; Invalid for a file that is beyond a limit or ends inside quotes.</summary>
    public static List<CsvRow> Read(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) throw StewardException.Invalid("The file has zeros in its text: it is no CSV file, or in an encoding that is not read here. Save it as UTF-8.");
        var (delimiter, rows, at, number) = (DelimiterOf(text), new List<CsvRow>(), 0, 0);
        while (at < text.Length)
        {
            var fields = ReadRow(text, delimiter, ++number, ref at);
            if (fields.All(f => f.Length == 0)) continue;
            // The header is none of them.
            if (rows.Count > MaxRows) throw StewardException.Invalid($"The file has more than {MaxRows} rows, which is the limit. Split it.");
            rows.Add(new CsvRow(number, fields));
        }

        return rows;
    }

    // The one that stands most often in the header, outside quotes.
    private static char DelimiterOf(string text)
    {
        var (counts, quoted) = (new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 }, false);
        foreach (var c in text.AsSpan().TrimStart("\r\n"))
        {
            if (c == '"') quoted = !quoted;
            else if (c is '\r' or '\n' && !quoted) break;
            else if (!quoted && counts.TryGetValue(c, out var count)) counts[c] = count + 1;
        }

        return counts.MaxBy(c => c.Value).Key;
    }

    private static List<string> ReadRow(string text, char delimiter, int number, ref int at)
    {
        var fields = new List<string>();
        while (true)
        {
            fields.Add(ReadField(text, delimiter, number, ref at));
            if (fields.Count > MaxFields) throw StewardException.Invalid($"Row {number} has more than {MaxFields} fields, which is the limit.");
            if (at < text.Length && text[at] == delimiter)
            {
                at++;
                continue;
            }

            if (at < text.Length && text[at] == '\r') at++;
            if (at < text.Length && text[at] == '\n') at++;
            return fields;
        }
    }

    private static string ReadField(string text, char delimiter, int number, ref int at)
    {
        while (at < text.Length && text[at] == ' ') at++;
        var field = at < text.Length && text[at] == '"' ? ReadQuoted(text, delimiter, number, ref at) : ReadPlain(text, delimiter, ref at);
        return field.Length <= MaxField ? field.Trim() : throw StewardException.Invalid($"Row {number} has a field of more than {MaxField} characters, which is the limit.");
    }

    private static string ReadPlain(string text, char delimiter, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n')) at++;
        return text[start..at];
    }

    private static string ReadQuoted(string text, char delimiter, int number, ref int at)
    {
        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"') field.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"') field.Append(text[at++]);
            else
            {
                at++;
                // What stands behind the closing quotes belongs to the field, as spreadsheets read it.
                return field.Append(ReadPlain(text, delimiter, ref at)).ToString();
            }
        }

        throw StewardException.Invalid($"The file ends inside quotes that were opened in row {number}. Close them, or double quotes that are part of the text.");
    }
}
