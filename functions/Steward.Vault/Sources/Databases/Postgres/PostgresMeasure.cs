using Steward.Vault.Sources.Databases.Moments;

namespace Steward.Vault.Sources.Databases.Postgres;

/// <summary>
/// The SQL that says what a database holds. The sum of a table adds the first 64 bits of the MD5 of every row's text, so that it does not depend on the order of rows and is the
/// same on other versions and machines; it finds what was lost or changed, and is no protection against somebody who means to deceive.
/// </summary>
internal static class PostgresMeasure
{
    // A row's text must not depend on settings of role or database. row_security off: an error rather than a part of the rows.
    private const string Settings = """
        SET client_encoding = 'UTF8'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET TimeZone = 'UTC'; SET extra_float_digits = 1;
        SET bytea_output = 'hex'; SET lc_monetary = 'C'; SET row_security = off; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;
        SET xmlbinary = 'base64'; SET search_path = '';
        """;

    // Schemas of users; what an extension owns comes back with the extension.
    private const string Own = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

    private const string Sequences = $"""
        SELECT pg_catalog.format('SELECT pg_catalog.json_build_object(''kind'', ''sequence'', ''name'', %L, ''count'', last_value, ''sum'', %L || CASE WHEN is_called THEN '' called'' ELSE '' fresh'' END) FROM %I.%I;',
          pg_catalog.format('%I.%I', n.nspname, c.relname), CASE WHEN s.seqcycle THEN 'cycle' WHEN s.seqincrement > 0 THEN 'up' ELSE 'down' END, n.nspname, c.relname)
        FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE {Own} AND c.relpersistence <> 't' AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
        ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C" \gexec
        """;

    private const string Tables = $"""
        SELECT pg_catalog.format('SELECT pg_catalog.json_build_object(''kind'', ''table'', ''name'', %L, ''count'', pg_catalog.count(*), ''sum'', COALESCE(pg_catalog.sum((''x'' || pg_catalog.left(pg_catalog.md5(steward_row_::text), 16))::bit(64)::bigint), 0)::text) FROM ONLY %I.%I AS steward_row_;',
          pg_catalog.format('%I.%I', n.nspname, c.relname), n.nspname, c.relname)
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND {Own}
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
        ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C" \gexec
        """;

    // In parts of 1 MiB: one may be up to 4 TB. OFFSET 0 keeps the planner from opening each twice.
    private const string LargeObjects = """
        SELECT pg_catalog.json_build_object('kind', 'largeobjects', 'name', 'large objects', 'count', pg_catalog.count(*), 'sum', COALESCE(pg_catalog.sum(h), 0)::text) FROM (
          SELECT COALESCE((SELECT pg_catalog.sum(('x' || pg_catalog.left(pg_catalog.md5(l.oid || ':' || g || ':' || pg_catalog.encode(pg_catalog.lo_get(l.oid, g, 1048576), 'hex')), 16))::bit(64)::bigint)
            FROM pg_catalog.generate_series(0::bigint, l.len, 1048576::bigint) g), 0) + pg_catalog.lo_close(l.fd) AS h
          FROM (SELECT oid, fd, pg_catalog.lo_lseek64(fd, 0, 2) AS len FROM (SELECT oid, pg_catalog.lo_open(oid, 262144) AS fd FROM pg_catalog.pg_largeobject_metadata OFFSET 0) o OFFSET 0) l) x;
        """;

    private const string Objects = $"""
        SELECT pg_catalog.json_build_object('kind', 'objects', 'name', k, 'count', pg_catalog.count(*), 'sum', '') FROM (
          SELECT CASE c.relkind WHEN 'v' THEN 'views' WHEN 'm' THEN 'materialised views' WHEN 'p' THEN 'partitioned tables' WHEN 'f' THEN 'foreign tables' WHEN 'c' THEN 'composite types' ELSE 'indexes' END AS k
          FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm', 'p', 'f', 'c', 'i', 'I') AND c.relpersistence <> 't' AND {Own}
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
          UNION ALL SELECT 'functions' FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE {Own}
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'e')
          UNION ALL SELECT 'constraints' FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_namespace n ON n.oid = o.connamespace WHERE o.contype IN ('c', 'f', 'p', 'u', 'x') AND {Own}
            AND o.conrelid NOT IN (SELECT objid FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'e')
          UNION ALL SELECT 'triggers' FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND {Own}
          UNION ALL SELECT 'schemas' FROM pg_catalog.pg_namespace n WHERE {Own} AND n.nspname <> 'public'
        ) o GROUP BY k ORDER BY k;
        """;

    private const string Database = """
        SELECT pg_catalog.json_build_object('kind', 'database', 'name', pg_catalog.current_database(), 'count', 0, 'sum', pg_catalog.getdatabaseencoding());
        """;

    /// <summary>Begins a transaction that sees one moment, and gives the name under which others see the same. Sequences are outside of transactions: they are read first.</summary>
    public static (string Snapshot, IReadOnlyList<MomentLine> Sequences) Begin(PostgresSession session)
    {
        session.Ask(Settings);
        session.Ask("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;");
        var snapshot = session.Ask("SELECT pg_catalog.pg_export_snapshot();")[0];
        return (snapshot, Lines(session.Ask(Sequences)));
    }

    /// <summary>Everything but the sequences, as the session's transaction sees it.</summary>
    public static IReadOnlyList<MomentLine> Measure(PostgresSession session) =>
        [.. Lines(session.Ask(Database)), .. Lines(session.Ask(Objects)), .. Lines(session.Ask(LargeObjects)), .. Lines(session.Ask(Tables))];

    private static IReadOnlyList<MomentLine> Lines(IReadOnlyList<string> lines) => [.. lines.Select(Moment.Read1)];
}
