using System.Text;
using Steward.Kernel;

namespace Steward.Vault.Sources.Databases.MySql;

/// <summary>
/// Takes databases out of a dump. A dump goes database by database: lines <c>CREATE DATABASE</c> and <c>USE</c> say where one begins; what stands before the first is for all.
/// The server's own databases are never taken: they belong to one server and its version.
/// </summary>
/// <param name="only">One database; null: all.</param>
/// <param name="name">How the one is to be called; null: as before.</param>
internal sealed class MySqlPart(string? only, string? name)
{
    private const string Use = "USE `", Create = "CREATE DATABASE ", Delimiter = "DELIMITER ";
    private static readonly string[] OfServer = ["mysql", "sys", "performance_schema", "information_schema"];
    private readonly HashSet<string> _databases = new(StringComparer.Ordinal);
    private bool _taken = true;
    private bool _inBody;

    /// <summary>The databases that it took, by their new names.</summary>
    public IReadOnlyCollection<string> Databases => _databases;

    /// <summary>True for a database that is the server's own.</summary>
    public static bool IsOfServer(string database) => OfServer.Contains(database, StringComparer.Ordinal);

    /// <summary>Copies what is meant. Bytes stay as they are: a dump may hold text of any encoding.</summary>
    public async Task CopyAsync(string from, string to, CancellationToken cancellation)
    {
        using var reader = new StreamReader(from, Encoding.Latin1);
        await using var writer = new StreamWriter(to, append: false, Encoding.Latin1, 1 << 16) { NewLine = "\n" };
        while (await reader.ReadLineAsync(cancellation) is { } line)
            if (Take(line) is { } taken) await writer.WriteLineAsync(taken);
    }

    private string? Take(string line)
    {
        // The bodies of routines are lines of anything.
        if (line.StartsWith(Delimiter, StringComparison.Ordinal)) _inBody = line != Delimiter + ";";
        var isBegin = !_inBody && (line.StartsWith(Use, StringComparison.Ordinal) || line.StartsWith(Create, StringComparison.Ordinal));
        if (isBegin) return Begin(line);
        if (!_taken) return null;
        if (name is not null && (_inBody || line.StartsWith("CREATE ", StringComparison.Ordinal) || line.StartsWith("/*!", StringComparison.Ordinal)) && NamesItsDatabase(line))
            throw StewardException.Invalid($"Database '{Texts.Clip(only!, 80)}' cannot be restored under another name: something in it names its database, and would be made in, or look into, the one that is there: {Texts.Clip(line, 200)} Restore it into a server that does not have it, without --as. Nothing was restored.");
        return line;
    }

    // As a name of its own in front of a dot, quoted or not.
    private bool NamesItsDatabase(string line)
    {
        var database = Latin(only!);
        for (var at = line.IndexOf(database, StringComparison.Ordinal); at >= 0; at = line.IndexOf(database, at + 1, StringComparison.Ordinal))
        {
            var before = at == 0 ? ' ' : line[at - 1];
            var behind = line.AsSpan(at + database.Length).TrimStart('`').TrimStart();
            if (behind.StartsWith(".") && !char.IsLetterOrDigit(before) && before is not ('_' or '$')) return true;
        }

        return false;
    }

    private static string Latin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private string? Begin(string line)
    {
        var (start, end) = (line.IndexOf('`', StringComparison.Ordinal) + 1, line.LastIndexOf('`'));
        var database = start > 0 && end > start ? Utf8(line[start..end]).Replace("``", "`", StringComparison.Ordinal) : "";
        _taken = database.Length > 0 && !IsOfServer(database) && (only is null || only == database);
        if (!_taken) return null;
        _databases.Add(name ?? database);
        return name is null ? line : $"{line[..start]}{Latin(name.Replace("`", "``", StringComparison.Ordinal))}{line[end..]}";
    }

    private static string Utf8(string latin) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(latin));
}
