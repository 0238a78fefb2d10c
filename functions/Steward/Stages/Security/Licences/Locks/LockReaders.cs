using Steward.Stages.Security.Licences.Locks.Cargo;
using Steward.Stages.Security.Licences.Locks.Go;
using Steward.Stages.Security.Licences.Locks.Java;
using Steward.Stages.Security.Licences.Locks.Npm;
using Steward.Stages.Security.Licences.Locks.NuGet;
using Steward.Stages.Security.Licences.Locks.Php;
using Steward.Stages.Security.Licences.Locks.Python;
using Steward.Stages.Security.Licences.Locks.Ruby;

namespace Steward.Stages.Security.Licences.Locks;

/// <summary>Every kind of lock file, one line each.</summary>
public static class LockReaders
{
    /// <summary>The most bytes of a lock file.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>The most packages of a lock file.</summary>
    public const int MaxPackages = 50_000;

    // Lock files that cannot be read yet, by name. They are reported as a problem: passing them over would be a silent pass.
    private static readonly HashSet<string> Unread = new(StringComparer.Ordinal)
    {
        "bun.lock", "bun.lockb", "deno.lock", "mix.lock", "pubspec.lock", "Podfile.lock", "Package.resolved", "paket.lock", "conan.lock", "flake.lock",
    };

    /// <summary>The readers.</summary>
    public static IReadOnlyList<ILockReader> All { get; } =
    [
        new NuGetLockReader(),
        new NuGetAssetsReader(),
        new NuGetConfigReader(),
        new NpmLockReader(),
        new YarnLockReader(),
        new PnpmLockReader(),
        new RequirementsReader(),
        new PipfileLockReader(),
        new PoetryLockReader(),
        new UvLockReader(),
        new PdmLockReader(),
        new MavenTreeReader(),
        new GradleLockReader(),
        new GoModReader(),
        new CargoLockReader(),
        new ComposerLockReader(),
        new GemfileLockReader(),
    ];

    /// <summary>The reader for a path, or null.</summary>
    public static ILockReader? For(string path) => All.FirstOrDefault(r => r.Reads(NameOf(path)));

    /// <summary>True for a lock file of a kind that cannot be read yet.</summary>
    public static bool IsUnread(string path) => Unread.Contains(NameOf(path));

    /// <summary>True for what a better file makes needless: a project's restored assets where a lock file lies beside the project.</summary>
    /// <param name="path">The path.</param>
    /// <param name="isThere">Whether a path is there.</param>
    public static bool IsReplaced(string path, Func<string, bool> isThere)
    {
        const string Assets = "obj/" + NuGetAssetsReader.FileName;
        return path == Assets ? isThere(NuGetLockReader.FileName)
            : path.EndsWith("/" + Assets, StringComparison.Ordinal) && isThere(path[..^Assets.Length] + NuGetLockReader.FileName);
    }

    /// <summary>True below a folder of installed packages, whose own lock files say nothing about this product.</summary>
    public static bool IsInstalled(string path) => path.Split('/').SkipLast(1).Any(folder => folder is "node_modules" or ".git");

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
