using Steward.Stages.Security.Licences.Locks.Values;

namespace Steward.Stages.Security.Licences.Locks.Python;

/// <summary>
/// <c>poetry.lock</c>, versions 1 and 2. What only development needs: its <c>groups</c> (2.1), its <c>category</c> (1), else by the groups of the
/// pyproject.toml beside it.
/// </summary>
internal sealed class PoetryLockReader : ILockReader
{
    public string Ecosystem => PythonNames.Ecosystem;

    public IReadOnlyList<string> Manifests => [PyProject.FileName];

    public bool Reads(string fileName) => fileName == "poetry.lock";

    public LockReading Read(LockInput input)
    {
        var document = TomlLock.Read(input.Content);
        if (!document.Root["metadata"].IsObject && !document.Root["package"].IsList)
            return LockReading.Broken(document.Problem ?? "There is neither a table 'package' nor 'metadata'; this is not a lock file of poetry.");
        var tables = document.Root["package"].Items;
        var hasFlags = tables.Count > 0 && tables.All(t => t["groups"].IsList || t.Has("category"));
        var read = new PythonLock { Graph = new LockGraph { HasFlags = hasFlags } };
        var keys = tables.Select(t => (Table: t, Key: Add(read, t, document.Root))).ToList();
        foreach (var (table, key) in keys.Where(k => k.Key is not null))
        {
            foreach (var (name, _) in table["dependencies"].Entries) read.Require(key!, PythonNames.Normalise(name));
        }

        read.Name(PyProject.Of(input.Beside(PyProject.FileName)));
        return document.Finish(read.Graph.ToReading());
    }

    private static string? Add(PythonLock read, LockNode table, LockNode root)
    {
        var source = table["source"];
        var files = table["files"].IsList ? table["files"] : root["metadata"]["files"][table.TextOf("name") ?? ""];
        var integrity = PythonLock.HashesOf(files.Items);
        var development = table["groups"].IsList ? !table["groups"].Items.Any(g => g.Text == "main") : table.TextOf("category") == "dev";
        // Another index does not matter where hashes say what the archive is.
        var isPublished = source.TextOf("type") is null || (source.TextOf("type") == "legacy" && integrity is not null);
        return source.TextOf("type") is "directory" ? null : read.Add(table, isPublished ? null : $"{source.TextOf("type")}: {source.TextOf("url")}", integrity, development);
    }
}
