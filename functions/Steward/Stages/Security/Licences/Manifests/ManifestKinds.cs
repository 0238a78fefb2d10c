namespace Steward.Stages.Security.Licences.Manifests;

/// <summary>Every kind of manifest, by file name.</summary>
internal static class ManifestKinds
{
    private const string Npm = "run 'npm install' there (for a workspace: at its root) and commit package-lock.json";
    private const string NuGet = "set RestorePackagesWithLockFile to true, run 'dotnet restore' and commit packages.lock.json beside it";
    private const string OldNuGet = "it can have none: let its project use PackageReference, with a packages.lock.json beside it";
    private const string None = "Steward reads no lock file of this kind; let people judge it, and waive this or name its folder under security.licences.ignore";

    // Lock files of npm's ecosystem that cannot be read yet: each is a problem of its own already.
    private static readonly string[] Unread = ["yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb", "deno.lock"];

    private static readonly Dictionary<string, ManifestKind> ByName = new(StringComparer.Ordinal)
    {
        ["package.json"] = new(Npm, "package-lock.json", "npm-shrinkwrap.json") { HasWorkspaces = true, LocksAbove = Unread, Names = ManifestText.NamesNpm },
        ["packages.config"] = new(OldNuGet, "packages.lock.json") { Names = ManifestText.NamesOldNuGet },
        ["Cargo.toml"] = Above("Cargo.lock", "dependencies"),
        ["go.mod"] = Above("go.sum", "require"),
        ["pyproject.toml"] = new("commit its lock file") { LocksAbove = ["poetry.lock", "uv.lock", "pdm.lock"], Names = text => text.Contains("dependencies", StringComparison.Ordinal) },
        ["requirements.txt"] = new(None),
        ["Pipfile"] = Above("Pipfile.lock", "packages"),
        ["Gemfile"] = Above("Gemfile.lock", "gem"),
        ["composer.json"] = Above("composer.lock", "require"),
        ["pom.xml"] = new(None) { Names = text => text.Contains("<dependency>", StringComparison.Ordinal) },
        ["build.gradle"] = Above("gradle.lockfile", "dependencies"),
        ["build.gradle.kts"] = Above("gradle.lockfile", "dependencies"),
        ["pubspec.yaml"] = Above("pubspec.lock", "dependencies"),
        ["paket.dependencies"] = Above("paket.lock", "nuget"),
    };

    /// <summary>The kind of a file by its path; null when it is no manifest.</summary>
    public static ManifestKind? For(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return ByName.GetValueOrDefault(name) ?? (Path.GetExtension(name) is ".csproj" or ".fsproj" or ".vbproj" ? Project(Path.GetFileNameWithoutExtension(name)) : null);
    }

    /// <summary>What to do about a manifest that no lock file covers.</summary>
    public static string AdviceFor(string path) => For(path)?.Advice ?? None;

    // NuGet takes packages.<project>.lock.json first, with underscores for the name's spaces. Directory.Packages.props names versions, not dependencies.
    private static ManifestKind Project(string name) => new(NuGet, "packages.lock.json", $"packages.{name.Replace(' ', '_')}.lock.json")
    {
        Names = ManifestText.NamesNuGet,
        Inherits = ["Directory.Build.props", "Directory.Build.targets"],
    };

    private static ManifestKind Above(string lockFile, string word) =>
        new($"commit its {lockFile}") { LocksAbove = [lockFile], Names = text => text.Contains(word, StringComparison.Ordinal) };
}
