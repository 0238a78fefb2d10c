using Steward.Stages.Security.Licences.Locks.Values;

namespace Steward.Stages.Security.Licences.Locks.Python;

/// <summary><c>pdm.lock</c>, version 4. What only development needs: its <c>groups</c>, else by the pyproject.toml beside it.</summary>
internal sealed class PdmLockReader : ILockReader
{
    private static readonly string[] Places = ["git", "url", "path"];

    public string Ecosystem => PythonNames.Ecosystem;

    public IReadOnlyList<string> Manifests => [PyProject.FileName];

    public bool Reads(string fileName) => fileName == "pdm.lock";

    public LockReading Read(LockInput input)
    {
        var document = TomlLock.Read(input.Content);
        if (!document.Root["metadata"].IsObject && !document.Root["package"].IsList)
            return LockReading.Broken(document.Problem ?? "There is neither a table 'package' nor 'metadata'; this is not a lock file of pdm.");
        var project = PyProject.Of(input.Beside(PyProject.FileName));
        var tables = document.Root["package"].Items;
        var read = new PythonLock { Graph = new LockGraph { HasFlags = tables.Count > 0 && tables.All(t => t["groups"].IsList) && project is not null } };
        // Groups that the project ships are "default" and its extras; without the project nothing is called development-only.
        var development = DevelopmentGroups(input);
        var keys = tables.Select(t => (Table: t, Key: Add(read, t, development))).ToList();
        foreach (var (table, key) in keys.Where(k => k.Key is not null))
        {
            foreach (var needed in table["dependencies"].Items.Select(i => PythonNames.NameOf(i.Text ?? "")).OfType<string>()) read.Require(key!, needed);
        }

        read.Name(project);
        return document.Finish(read.Graph.ToReading());
    }

    private static string? Add(PythonLock read, LockNode table, HashSet<string> development)
    {
        var groups = table["groups"].Items;
        var origin = Places.Where(table.Has).Select(p => $"{p}: {table.TextOf(p)}").FirstOrDefault();
        return read.Add(table, origin, PythonLock.HashesOf(table["files"].Items), groups.Count > 0 && groups.All(g => development.Contains(g.Text ?? "")));
    }

    private static HashSet<string> DevelopmentGroups(LockInput input)
    {
        if (input.Beside(PyProject.FileName) is not { } content) return [];
        var root = TomlLock.Read(content).Root;
        return [.. root["tool"]["pdm"]["dev-dependencies"].Entries.Concat(root["dependency-groups"].Entries).Select(g => g.Key)];
    }
}
