using Steward.Stages.Security.Licences.Locks.Values;

namespace Steward.Stages.Security.Licences.Locks.Python;

/// <summary>What a pyproject.toml or a Pipfile names: normalised names, and whether only development needs them.</summary>
/// <param name="Needs">Each name once; shipped where it is named twice.</param>
internal sealed record PyProject(IReadOnlyDictionary<string, bool> Needs)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "pyproject.toml";

    /// <summary>Reads a pyproject.toml: PEP 621, PEP 735 groups, and the tables of poetry and pdm. Null when there is none that can be read.</summary>
    public static PyProject? Of(ReadOnlyMemory<byte>? content)
    {
        if (content is not { } bytes || TomlLock.Read(bytes) is not { Problem: null, Root: var root }) return null;
        var needs = new Builder();
        needs.AddTexts(root["project"]["dependencies"], development: false);
        foreach (var (_, extra) in root["project"]["optional-dependencies"].Entries) needs.AddTexts(extra, development: false);
        foreach (var (_, group) in root["dependency-groups"].Entries) needs.AddTexts(group, development: true);
        var poetry = root["tool"]["poetry"];
        needs.AddKeys(poetry["dependencies"], development: false);
        needs.AddKeys(poetry["dev-dependencies"], development: true);
        foreach (var (name, group) in poetry["group"].Entries) needs.AddKeys(group["dependencies"], development: name != "main");
        foreach (var (_, group) in root["tool"]["pdm"]["dev-dependencies"].Entries) needs.AddTexts(group, development: true);
        needs.AddTexts(root["tool"]["uv"]["dev-dependencies"], development: true);
        return needs.ToProject();
    }

    /// <summary>Reads a Pipfile; null when there is none that can be read.</summary>
    public static PyProject? OfPipfile(ReadOnlyMemory<byte>? content)
    {
        if (content is not { } bytes || TomlLock.Read(bytes) is not { Problem: null, Root: var root }) return null;
        var needs = new Builder();
        needs.AddKeys(root["packages"], development: false);
        needs.AddKeys(root["dev-packages"], development: true);
        return needs.ToProject();
    }

    private sealed class Builder
    {
        private readonly Dictionary<string, bool> _needs = new(StringComparer.Ordinal);

        public void AddTexts(LockNode list, bool development)
        {
            foreach (var item in list.Items) Add(item.Text is { } text ? PythonNames.NameOf(text) : null, development);
        }

        public void AddKeys(LockNode table, bool development)
        {
            foreach (var (name, _) in table.Entries) Add(PythonNames.Normalise(name), development);
        }

        public PyProject ToProject() => new(_needs);

        private void Add(string? name, bool development)
        {
            if (name is not null and not "python") _needs[name] = development && _needs.GetValueOrDefault(name, true);
        }
    }
}
