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
        "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb", "deno.lock", "Cargo.lock", "go.sum", "poetry.lock", "uv.lock", "pdm.lock",
        "Pipfile.lock", "Gemfile.lock", "composer.lock", "mix.lock", "pubspec.lock", "Podfile.lock", "Package.resolved", "gradle.lockfile",
        "paket.lock", "conan.lock", "flake.lock",
    };

    /// <summary>The readers.</summary>
    public static IReadOnlyList<ILockReader> All { get; } =
    [
        new NuGetLockReader(),
        new NpmLockReader(),
    ];

    /// <summary>The reader for a path, or null.</summary>
    public static ILockReader? For(string path) => All.FirstOrDefault(r => r.Reads(NameOf(path)));

    /// <summary>True for a lock file of a kind that cannot be read yet.</summary>
    public static bool IsUnread(string path) => Unread.Contains(NameOf(path));

    /// <summary>True below a folder of installed packages, whose own lock files say nothing about this product.</summary>
    public static bool IsInstalled(string path) => path.Split('/').SkipLast(1).Any(folder => folder is "node_modules" or ".git");

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
