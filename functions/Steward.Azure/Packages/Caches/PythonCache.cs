using System.Text;
using Steward.Stages.Security.Licences.Locks.Python;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Caches;

/// <summary>
/// Installed Python packages: <c>name-version.dist-info/METADATA</c> in site-packages. Of which archive one was installed does not stand there, so
/// it cannot be held against a hash that a lock file pins.
/// </summary>
/// <param name="folders">The site-packages.</param>
internal sealed class PythonCache(IReadOnlyList<string> folders) : ILicenceMetadata
{
    private const string End = ".dist-info";
    private readonly Lazy<Dictionary<(string Name, string Version), string>> _installed = new(() => Index(folders));

    public async Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation)
    {
        if (package.Ecosystem != PythonNames.Ecosystem || !_installed.Value.TryGetValue((package.Name, package.Version), out var info)) return null;
        return await CacheFiles.ReadAsync(Path.Combine(info, "METADATA"), cancellation) is { } metadata
            ? PythonLicence.ReadMetadata(Encoding.UTF8.GetString(metadata), DeclaredLicence.Cache) : null;
    }

    /// <summary>The folder that tells of an installed package; null where it is not installed.</summary>
    public string? InfoOf(PackageId package) => _installed.Value.GetValueOrDefault((package.Name, package.Version));

    // Names are written in several ways; they are compared in the normalised one.
    private static Dictionary<(string Name, string Version), string> Index(IReadOnlyList<string> folders)
    {
        var installed = new Dictionary<(string Name, string Version), string>();
        foreach (var info in folders.SelectMany(f => CacheFiles.FoldersIn(f, "*" + End)))
        {
            var name = Path.GetFileName(info)[..^End.Length];
            if (name.LastIndexOf('-') is > 0 and var at) installed.TryAdd((PythonNames.Normalise(name[..at]), name[(at + 1)..]), info);
        }

        return installed;
    }
}
