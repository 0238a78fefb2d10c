using System.Security.Cryptography;
using System.Text;
using Steward.Vault.Sources.Databases.Moments;

namespace Steward.Vault.Sources.Databases.MySql;

/// <summary>
/// What a dump of MySQL holds: for each table the rows that it inserts and the SHA-256 of their text, and how many triggers, routines, events and views it makes. MySQL cannot share the moment of a
/// transaction with another session as PostgreSQL can, so the dump itself says what was there: restored and dumped again, it has to say the same.
/// </summary>
internal sealed class MySqlTables
{
    private const string Use = "USE `", Create = "CREATE TABLE `", Insert = "INSERT INTO `", Delimiter = "DELIMITER ";

    private static readonly (string Begin, string Part, string Name)[] Objects =
    [
        ("", " TRIGGER `", "triggers"), ("CREATE ", " PROCEDURE `", "procedures"), ("CREATE ", " FUNCTION `", "functions"), ("/*!", " EVENT `", "events"), ("/*!50001 VIEW `", "VIEW `", "views"),
    ];

    private readonly Dictionary<string, Dictionary<string, Table>> _databases = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Database, string Kind), long> _objects = [];
    private Dictionary<string, Table> _tables = [];
    private string _database = "";
    private Table? _current;
    private bool _inBody;

    /// <summary>Reads a dump, line by line; an inserted line is as long as the server's packets may be. The server's own databases are left out: they differ from server to server.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<MomentLine>>> InAsync(string file, CancellationToken cancellation)
    {
        var tables = new MySqlTables();
        // Bytes as they are: a dump may hold text of any encoding.
        using var reader = new StreamReader(file, Encoding.Latin1);
        while (await reader.ReadLineAsync(cancellation) is { } line) tables.Read(line);
        return tables._databases.Where(d => !MySqlPart.IsOfServer(d.Key)).ToDictionary(d => d.Key, d => tables.Of(d.Key), StringComparer.Ordinal);
    }

    private IReadOnlyList<MomentLine> Of(string database) =>
    [
        .. _databases[database].OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => new MomentLine("table", t.Key, t.Value.Rows, t.Value.TakeDigest())),
        .. _objects.Where(o => o.Key.Database == database).OrderBy(o => o.Key.Kind, StringComparer.Ordinal).Select(o => new MomentLine("objects", o.Key.Kind, o.Value, "")),
    ];

    private void Read(string line)
    {
        if (line.StartsWith(Delimiter, StringComparison.Ordinal)) _inBody = line != Delimiter + ";";
        else if (!_inBody && line.StartsWith(Use, StringComparison.Ordinal)) Enter(NameOf(line, Use));
        else if (!_inBody && line.StartsWith(Create, StringComparison.Ordinal)) _tables.TryAdd(NameOf(line, Create), new Table());
        else if (!_inBody && line.StartsWith(Insert, StringComparison.Ordinal)) Add(line, _current = _tables.GetValueOrDefault(NameOf(line, Insert)));
        else if (!_inBody && line.StartsWith('(')) Add(line, _current);
        else Count(line);
    }

    private void Enter(string database)
    {
        _database = database;
        if (!_databases.TryGetValue(database, out var tables)) _databases.Add(database, tables = new Dictionary<string, Table>(StringComparer.Ordinal));
        (_tables, _current) = (tables, null);
    }

    private static void Add(string line, Table? table) => table?.Add(line);

    private void Count(string line)
    {
        if (!line.StartsWith("CREATE ", StringComparison.Ordinal) && !line.StartsWith("/*!", StringComparison.Ordinal)) return;
        foreach (var (begin, part, name) in Objects)
            if (line.StartsWith(begin, StringComparison.Ordinal) && line.Contains(part, StringComparison.Ordinal)) _objects[(_database, name)] = _objects.GetValueOrDefault((_database, name)) + 1;
    }

    // A backtick in a name is doubled.
    private static string NameOf(string line, string begin)
    {
        var name = new StringBuilder();
        for (var i = begin.Length; i < line.Length; i++)
        {
            if (line[i] == '`' && (i + 1 == line.Length || line[++i] != '`')) break;
            name.Append(line[i]);
        }

        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name.ToString()));
    }

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
