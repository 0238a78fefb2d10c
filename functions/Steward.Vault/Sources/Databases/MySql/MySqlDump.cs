using System.Text;
using Steward.Kernel;
using Steward.Vault.Entries;
using Steward.Vault.Sources.Contents;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Databases.MySql;

/// <summary>A dump as SQL. It counts only when it ends with the line that the program writes last, whatever the exit code says.</summary>
internal sealed class MySqlDump : IContent
{
    private const string LastLine = "-- Dump completed";
    private const int Kept = 4096;
    private readonly ProgramContent _dump;
    private readonly byte[] _tail = new byte[256];
    private readonly MemoryStream _head = new();
    private readonly Action<string> _header;
    private int _tailLength;

    private MySqlDump(ProgramContent dump, Action<string> header) => (_dump, _header) = (dump, header);

    /// <inheritdoc/>
    public IReadOnlyList<Hole> Holes => [];

    /// <inheritdoc/>
    public string? Changed => null;

    /// <summary>Starts the dump; its first lines, which name the server's version, go to <paramref name="header"/> at its end.</summary>
    public static MySqlDump Open(MySqlPlace place, string? database, Action<string> header, CancellationToken cancellation)
    {
        var program = RunningProgram.Start(Start(place, database), cancellation);
        program.Input.Close();
        return new MySqlDump(new ProgramContent(program, database is null ? "the dump of all databases" : $"the dump of database '{database}'"), header);
    }

    /// <summary>The program: MariaDB's own name first, which its packages keep.</summary>
    public static string ProgramOf(MySqlPlace place) =>
        place.Program ?? ProgramPath.Find("mariadb-dump", "mysqldump") ?? "mysqldump";

    /// <inheritdoc/>
    public int Read(Span<byte> into)
    {
        var read = _dump.Read(into);
        if (read > 0) Look(into[..read]);
        else if (!into.IsEmpty) Finish();
        return read;
    }

    /// <inheritdoc/>
    public Entry Complete(Entry entry) => _dump.Complete(entry);

    /// <inheritdoc/>
    public void Dispose() => _dump.Dispose();

    private static ProgramStart Start(MySqlPlace place, string? database)
    {
        var arguments = place.Arguments();
        // One transaction; rows as they come; everything that belongs to a database; no date, so that an unchanged database is an unchanged dump.
        arguments.AddRange(["--single-transaction", "--quick", "--routines", "--triggers", "--events", "--hex-blob", "--no-tablespaces", "--skip-dump-date", "--default-character-set=utf8mb4"]);
        arguments.AddRange(database is null ? ["--all-databases"] : ["--databases", "--", database]);
        return new ProgramStart(ProgramOf(place), arguments) { Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" }, Package = "mariadb-client" };
    }

    private void Look(ReadOnlySpan<byte> part)
    {
        if (_head.Length < Kept) _head.Write(part[..Math.Min(part.Length, Kept)]);
        var fresh = part[Math.Max(0, part.Length - _tail.Length)..];
        var keep = Math.Min(_tailLength, _tail.Length - fresh.Length);
        _tail.AsSpan(_tailLength - keep, keep).CopyTo(_tail);
        fresh.CopyTo(_tail.AsSpan(keep));
        _tailLength = keep + fresh.Length;
    }

    private void Finish()
    {
        if (!Encoding.UTF8.GetString(_tail, 0, _tailLength).Contains(LastLine, StringComparison.Ordinal))
            throw StewardException.Invalid($"The dump ends without its last line '{LastLine}': it is not whole. There is no snapshot.");
        _header(Encoding.UTF8.GetString(_head.ToArray()));
    }
}
