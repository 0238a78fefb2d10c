using System.Text;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Sources.Databases.Postgres;

/// <summary>A session that stays: a <c>psql</c> that is told one command after the other. Not safe to use from several threads.</summary>
internal sealed class PostgresSession : IDisposable
{
    private const string End = "-- steward: that was all --";
    private readonly RunningProgram _psql;
    private readonly StreamReader _answers;

    private PostgresSession(RunningProgram psql)
    {
        _psql = psql;
        _answers = new StreamReader(psql.Output, Encoding.UTF8);
    }

    /// <summary>Opens a session in a database.</summary>
    public static PostgresSession Open(PostgresPlace place, string database, CancellationToken cancellation) =>
        new(RunningProgram.Start(PostgresServer.Psql(place, database), cancellation));

    /// <summary>Runs SQL, and answers with the lines. Invalid with the server's words when it fails.</summary>
    public IReadOnlyList<string> Ask(string sql)
    {
        Send(sql);
        var lines = new List<string>();
        while (_answers.ReadLine() is { } line)
        {
            if (line == End) return lines;
            if (line.Length > 0) lines.Add(line);
        }

        throw _psql.Failed("a query", _psql.WaitForEnd());
    }

    /// <inheritdoc/>
    public void Dispose() => _psql.Dispose();

    private void Send(string sql)
    {
        try
        {
            _psql.Input.Write(Encoding.UTF8.GetBytes($"{sql}\n\\echo '{End}'\n"));
            _psql.Input.Flush();
        }
        catch (IOException)
        {
            throw _psql.Failed("a query", _psql.WaitForEnd());
        }
    }
}
