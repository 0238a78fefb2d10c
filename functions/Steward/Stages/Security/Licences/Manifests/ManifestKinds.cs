using System.Text;
using Steward.Stages.Security.Licences.Locks;
using Steward.Stages.Security.Licences.Locks.Python;

namespace Steward.Stages.Security.Licences.Manifests;

/// <summary>Every kind of manifest, by file name.</summary>
internal static class ManifestKinds
{
    private const string Npm = "run 'npm install' there (for a workspace: at its root) and commit package-lock.json (or the lock file of yarn or pnpm)";
    private const string Pip = "pin everything that it installs, by 'pip-compile --generate-hashes' or 'uv pip compile --generate-hashes'";
    private const string Maven = "Maven has none; run 'mvn dependency:tree -DoutputFile=dependency-tree.txt' and commit dependency-tree.txt";
    private const string Gradle = "turn dependency locking on, run 'gradle dependencies --write-locks' and commit gradle.lockfile beside it";
    private const string NuGet = "set RestorePackagesWithLockFile to true, run 'dotnet restore' and commit packages.lock.json beside it";
    private const string None = "Steward reads no lock file of this kind; let people judge it, and waive this or name its folder under security.licences.ignore";

    // Lock files of npm's ecosystem that cannot be read yet: each is a problem of its own already.
    private static readonly string[] Unread = ["bun.lock", "bun.lockb", "deno.lock"];

    private static readonly ManifestKind GradleBuild = new(Gradle, "gradle.lockfile") { Names = text => text.Contains("dependencies", StringComparison.Ordinal) };
    private static readonly ManifestKind RequirementsFile = new(Pip) { Names = text => !Requirements.Read(Encoding.UTF8.GetBytes(text)).IsComplete };

    private static readonly Dictionary<string, ManifestKind> ByName = new(StringComparer.Ordinal)
    {
        ["package.json"] = new(Npm, "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml") { HasWorkspaces = true, LocksAbove = Unread, Names = ManifestText.NamesNpm },
        ["Cargo.toml"] = Above("Cargo.lock", "dependencies"),
        ["go.mod"] = Above("go.sum", "require"),
        ["pyproject.toml"] = new("commit its lock file") { LocksAbove = ["poetry.lock", "uv.lock", "pdm.lock"], Names = text => text.Contains("dependencies", StringComparison.Ordinal) },
        ["requirements.in"] = new(Pip, "requirements.txt"),
        ["setup.py"] = Python("install_requires"),
        ["setup.cfg"] = Python("install_requires"),
        ["Pipfile"] = Above("Pipfile.lock", "packages"),
        ["Gemfile"] = Above("Gemfile.lock", "gem"),
        ["composer.json"] = Above("composer.lock", "require"),
        ["gems.rb"] = Above("gems.locked", "gem"),
        ["pom.xml"] = new(Maven) { LocksAbove = ["dependency-tree.txt", "maven-dependency-tree.txt"], Names = text => text.Contains("<dependency>", StringComparison.Ordinal) },
        ["build.gradle"] = GradleBuild,
        ["build.gradle.kts"] = GradleBuild,
        ["pubspec.yaml"] = Above("pubspec.lock", "dependencies"),
        ["paket.dependencies"] = Above("paket.lock", "nuget"),
    };

    /// <summary>The kind of a file by its path; null when it is no manifest.</summary>
    public static ManifestKind? For(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return ByName.GetValueOrDefault(name)
            ?? (Path.GetExtension(name) is ".csproj" or ".fsproj" or ".vbproj" ? Project(Path.GetFileNameWithoutExtension(name)) : null)
            ?? (LockReaders.For(name) is RequirementsReader ? RequirementsFile : null);
    }

    /// <summary>What to do about a manifest that no lock file covers.</summary>
    public static string AdviceFor(string path) => For(path)?.Advice ?? None;

    // NuGet takes packages.<project>.lock.json first, with underscores for the name's spaces. Directory.Packages.props names versions, not dependencies.
    private static ManifestKind Project(string name) => new(NuGet, "packages.lock.json", "obj/project.assets.json", $"packages.{name.Replace(' ', '_')}.lock.json")
    {
        Names = ManifestText.NamesNuGet,
        Inherits = ["Directory.Build.props", "Directory.Build.targets"],
    };

    private static ManifestKind Python(string word) =>
        new("commit a lock file of its dependencies") { Locks = ["requirements.txt"], LocksAbove = ["poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock"], Names = text => text.Contains(word, StringComparison.Ordinal) };

    private static ManifestKind Above(string lockFile, string word) =>
        new($"commit its {lockFile}") { LocksAbove = [lockFile], Names = text => text.Contains(word, StringComparison.Ordinal) };
}
