namespace Steward.Azure.Packages;

/// <summary>Where licences of packages are looked up. What is not set here is taken from the configuration of this machine's own package clients.</summary>
public sealed class PackageOptions
{
    /// <summary>Folders of unpacked NuGet packages; null: the one of this user (<c>~/.nuget/packages</c>).</summary>
    public IReadOnlyList<string>? NuGetCaches { get; set; }

    /// <summary>
    /// Service indexes of NuGet v3 sources. Null: this user's NuGet.Config, else what <c>dotnet nuget list source</c> says. In the cloud, where
    /// there is neither, they must be set.
    /// </summary>
    public IReadOnlyList<string>? NuGetSources { get; set; }

    /// <summary>The npm registry. Null: this user's .npmrc, else what <c>npm config get registry</c> says. In the cloud it must be set.</summary>
    public string? NpmRegistry { get; set; }

    /// <summary>The base address of a PyPI, for its JSON API. This and the four that follow: empty or null, then nobody is asked.</summary>
    public string? PyPi { get; set; }

    /// <summary>The base address of a crates registry, for its API.</summary>
    public string? Crates { get; set; }

    /// <summary>The base address of a Maven repository.</summary>
    public string? Maven { get; set; }

    /// <summary>The base address of a RubyGems, for its API.</summary>
    public string? RubyGems { get; set; }

    /// <summary>The base address of a Composer registry, for its metadata.</summary>
    public string? Packagist { get; set; }

    /// <summary>Cargo's home; null: <c>~/.cargo</c>.</summary>
    public string? CargoHome { get; set; }

    /// <summary>Go's module cache; null: <c>~/go/pkg/mod</c>.</summary>
    public string? GoModuleCache { get; set; }

    /// <summary>Maven's repository on this machine; null: <c>~/.m2/repository</c>.</summary>
    public string? MavenRepository { get; set; }

    /// <summary>Folders of installed Python packages (site-packages); null: those of this user in <c>~/.local/lib</c>.</summary>
    public IReadOnlyList<string>? PythonPackages { get; set; }

    /// <summary>Homes of installed gems; null: those of this user.</summary>
    public IReadOnlyList<string>? GemHomes { get; set; }

    /// <summary>npm's cache, in which archives lie; null: <c>~/.npm</c>.</summary>
    public string? NpmCache { get; set; }

    /// <summary>Whether archives are fetched for the copyright lines of packages that declare their licence; default true. Each is fetched once and kept.</summary>
    public bool Copyrights { get; set; } = true;

    /// <summary>Whether only this machine is asked.</summary>
    public bool Offline { get; set; }

    /// <summary>The longest wait for one answer of a registry.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The user's home, where the clients' configuration lies; null: the one of the process.</summary>
    public string? Home { get; set; }

    /// <summary>What is impossible in these options, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Problems()
    {
        (string Name, string? Address)[] single = [(nameof(PyPi), PyPi), (nameof(Crates), Crates), (nameof(Maven), Maven), (nameof(RubyGems), RubyGems), (nameof(Packagist), Packagist)];
        var addresses = (NuGetSources ?? []).Select(s => ("NuGetSources", s)).Concat(NpmRegistry is null ? [] : [("NpmRegistry", NpmRegistry)])
            .Concat(single.Where(s => !string.IsNullOrEmpty(s.Address)).Select(s => (s.Name, s.Address!)));
        var problems = addresses.Where(a => !RegistryHttp.IsAddress(a.Item2))
            .Select(a => $"{a.Item1}: an http or https address without a user's name and password in it is needed.").ToList();
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(5)) problems.Add("Timeout: between a moment and five minutes.");
        return problems;
    }
}
