using Steward.Kernel;

namespace Steward.Policy.Proposals;

/// <summary>Says in a line for each ecosystem what was found in a repository: for the head of a proposal.</summary>
internal static class Ecosystems
{
    private sealed record Ecosystem(string Name, string[] Projects, string[] Locks, string LockHint);

    private static readonly Ecosystem[] _all =
    [
        new(".NET", [".sln", ".slnx", ".csproj", ".fsproj"], ["packages.lock.json"], "set RestorePackagesWithLockFile, so that licences can be read"),
        new("npm", ["package.json"], ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml"], "run npm install and commit the lock"),
        new("Python", ["pyproject.toml", "requirements.txt", "setup.py"], ["requirements.txt", "poetry.lock", "uv.lock", "Pipfile.lock"], "pin the versions"),
        new("Go", ["go.mod"], ["go.sum"], "run go mod tidy and commit go.sum"),
        new("Rust", ["Cargo.toml"], ["Cargo.lock"], "commit Cargo.lock"),
        new("Maven", ["pom.xml"], [], "Maven has none of its own"),
    ];

    public static IEnumerable<string> Describe(RepositoryPicture repository)
    {
        var found = _all.Select(e => Describe(e, repository)).OfType<string>().ToList();
        if (found.Count == 0) found.Add("no ecosystem that Steward knows.");
        return found.Concat(Workflows(repository));
    }

    private static string? Describe(Ecosystem ecosystem, RepositoryPicture repository)
    {
        var projects = repository.Ending(ecosystem.Projects).Count;
        if (projects == 0) return null;
        var locks = ecosystem.Locks.Length == 0 ? 0 : repository.Named(ecosystem.Locks).Count;
        var locked = locks > 0 ? Texts.Count(locks, "lock file") : $"no lock file ({ecosystem.LockHint})";
        return $"{ecosystem.Name}: {Texts.Count(projects, "project file")}, {locked}.";
    }

    private static IEnumerable<string> Workflows(RepositoryPicture repository)
    {
        var workflows = repository.Ending(".yml", ".yaml").Where(p => p.StartsWith(".github/workflows/", StringComparison.Ordinal)).ToList();
        if (workflows.Count > 0)
            yield return $"GitHub workflows: {Texts.Some([.. workflows.Select(w => Path.GetFileName(w))])}. Let the job that tests end with 'steward results push'.";
    }
}
