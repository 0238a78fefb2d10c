using Steward.Stages.Security.Licences.Locks.Values;

namespace Steward.Stages.Security.Licences.Locks.Python;

/// <summary>
/// <c>uv.lock</c>. The product's own packages (editable, virtual, a directory) are tables too: what they need is direct, their
/// <c>dev-dependencies</c> are development's.
/// </summary>
internal sealed class UvLockReader : ILockReader
{
    private static readonly string[] OwnSources = ["editable", "virtual", "directory"];

    public string Ecosystem => PythonNames.Ecosystem;

    public bool Reads(string fileName) => fileName == "uv.lock";

    public LockReading Read(LockInput input)
    {
        var document = TomlLock.Read(input.Content);
        if (document.Root.TextOf("version") is not "1")
            return LockReading.Broken(document.Problem ?? "'version' must be 1; this is not a uv lock file that can be read.");
        var read = new PythonLock { Graph = new LockGraph { KnowsDirect = true } };
        var tables = document.Root["package"].Items;
        var keys = tables.Where(t => !IsOwn(t)).Select(t => (Table: t, Key: Add(read, t))).ToList();
        foreach (var (table, key) in keys.Where(k => k.Key is not null))
        {
            foreach (var needed in Needs(table)) read.Require(key!, NameOf(needed), needed.TextOf("version"));
        }

        foreach (var own in tables.Where(IsOwn)) Name(read, own);
        return document.Finish(read.Graph.ToReading() with { Workspaces = [.. tables.Where(IsOwn).Select(FolderOf).Where(f => f is not (null or "."))!] });
    }

    private static void Name(PythonLock read, LockNode own)
    {
        foreach (var needed in Needs(own)) read.Name(NameOf(needed), development: false, needed.TextOf("version"));
        foreach (var needed in own["dev-dependencies"].Entries.SelectMany(g => g.Value.Items)) read.Name(NameOf(needed), development: true, needed.TextOf("version"));
    }

    private static IEnumerable<LockNode> Needs(LockNode table) =>
        table["dependencies"].Items.Concat(table["optional-dependencies"].Entries.SelectMany(e => e.Value.Items));

    private static string? Add(PythonLock read, LockNode table)
    {
        var integrity = PythonLock.HashesOf(table["wheels"].Items.Append(table["sdist"]));
        var isPublished = table["source"].Has("registry") && (integrity is not null || !table["wheels"].Items.Any());
        var origin = table["source"].Entries.Select(e => $"{e.Key}: {e.Value.Text}").FirstOrDefault() ?? "nowhere";
        return read.Add(table, isPublished ? null : origin, integrity);
    }

    private static bool IsOwn(LockNode table) => OwnSources.Any(table["source"].Has);

    private static string? FolderOf(LockNode table) => OwnSources.Select(table["source"].TextOf).FirstOrDefault(f => f is not null);

    private static string NameOf(LockNode needed) => PythonNames.Normalise(needed.TextOf("name") ?? "");
}
