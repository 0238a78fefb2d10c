namespace Steward.Azure.Packages.Caches;

/// <summary>Where the package clients of this user keep what they have unpacked. Never a folder of a repository that is judged: whoever pushes can fill it.</summary>
internal sealed record CachePlaces(IReadOnlyList<string> NuGet, string Cargo, string Go, string Maven, IReadOnlyList<string> Python, IReadOnlyList<string> Gems)
{
    /// <summary>What the options say, else where the clients keep it by default.</summary>
    public static CachePlaces Of(PackageOptions options, string home) => new(
        options.NuGetCaches ?? [Path.Combine(home, ".nuget", "packages")],
        options.CargoHome ?? Path.Combine(home, ".cargo"),
        options.GoModuleCache ?? Path.Combine(home, "go", "pkg", "mod"),
        options.MavenRepository ?? Path.Combine(home, ".m2", "repository"),
        options.PythonPackages ?? [.. CacheFiles.FoldersIn(Path.Combine(home, ".local", "lib"), "python*").Select(f => Path.Combine(f, "site-packages"))],
        options.GemHomes ?? [.. CacheFiles.FoldersIn(Path.Combine(home, ".gem", "ruby")), .. CacheFiles.FoldersIn(Path.Combine(home, ".local", "share", "gem", "ruby"))]);
}
