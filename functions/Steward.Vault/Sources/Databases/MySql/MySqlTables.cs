using System.Security.Cryptography;
using System.Text;
using Steward.Vault.Sources.Databases.Moments;

namespace Steward.Vault.Sources.Databases.MySql;

/// <summary>
/// What a dump of MySQL holds: for each table the rows that it inserts and the SHA-256 of their text. MySQL cannot share the moment of a transaction with another session as
/// PostgreSQL can, so the dump itself says what was there: restored and dumped again, it has to say the same.
/// </summary>
internal static class MySqlTables
{
    private const string Use = "USE `", Create = "CREATE TABLE `", Insert = "INSERT INTO `";

    private static readonly string[] OfServer = ["mysql", "sys", "performance_schema", "information_schema"];

    /// <summary>Reads a dump, line by line; an inserted line is as long as the server's packets may be.</summary>
    public static async Task<IReadOnlyList<MomentLine>> InAsync(string file, CancellationToken cancellation)
    {
        var (database, tables) = ("", new Dictionary<string, Table>(StringComparer.Ordinal));
        // Bytes as they are: a dump may hold text of any encoding.
        using var reader = new StreamReader(file, Encoding.Latin1);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith(Use, StringComparison.Ordinal)) database = NameOf(line, Use);
            else if (line.StartsWith(Create, StringComparison.Ordinal)) tables.TryAdd($"{database}.{NameOf(line, Create)}", new Table());
            else if (line.StartsWith(Insert, StringComparison.Ordinal) && tables.TryGetValue($"{database}.{NameOf(line, Insert)}", out var table)) table.Add(line);
            else if (line.StartsWith('(') && tables.Count > 0) tables.Last().Value.Add(line);
        }

        // The server's own tables are not the user's data, and differ from server to server.
        return [.. tables.Where(t => !OfServer.Contains(t.Key.Split('.')[0], StringComparer.Ordinal)).OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => new MomentLine("table", t.Key, t.Value.Rows, t.Value.TakeDigest()))];
    }

    private static string NameOf(string line, string begin) => line.IndexOf('`', begin.Length) is > 0 and var end ? line[begin.Length..end] : "";

    private sealed class Table
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long Rows { get; private set; }

        public void Add(string line)
        {
            var start = line.StartsWith('(') ? 0 : line.IndexOf(" VALUES", StringComparison.Ordinal) + " VALUES".Length;
            var values = line.AsSpan(start);
            Rows += RowsIn(values);
            _hash.AppendData(Encoding.Latin1.GetBytes(values.Trim().ToString()));
        }

        public string TakeDigest()
        {
            using (_hash) return Convert.ToHexStringLower(_hash.GetHashAndReset());
        }

        // A row begins with a '(' that is in no text and no other bracket.
        private static long RowsIn(ReadOnlySpan<char> values)
        {
            var (rows, depth, inText) = (0L, 0, false);
            for (var i = 0; i < values.Length; i++)
            {
                switch (values[i])
                {
                    case '\\' when inText: i++; break;
                    case '\'': inText = !inText; break;
                    case '(' when !inText: rows += depth++ == 0 ? 1 : 0; break;
                    case ')' when !inText: depth--; break;
                    default: break;
                }
            }

            return rows;
        }
    }
}
