using System.Text;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Caches;

/// <summary>
/// Go's module cache: <c>module@version/</c> with capitals as <c>!lower</c>. Modules declare no licence but by a file; the hash that Go keeps
/// beside the archive is the one in go.sum.
/// </summary>
/// <param name="folder">The module cache (GOMODCACHE).</param>
internal sealed class GoCache(string folder) : ILicenceMetadata
{
    private static readonly string[] Names = ["LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "LICENCE.txt", "LICENCE.md", "COPYING", "COPYING.txt", "UNLICENSE"];

    public async Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation)
    {
        if (package.Ecosystem != "golang") return null;
        var sum = Path.Combine(folder, "cache", "download", Escape(package.Name), "@v", Escape(package.Version) + ".ziphash");
        var unpacked = FolderOf(folder, package);
        if (!Directory.Exists(unpacked) || await CacheFiles.ReadAsync(sum, cancellation) is not { } hash) return null;
        var file = Names.FirstOrDefault(name => File.Exists(Path.Combine(unpacked, name)));
        return new DeclaredLicence(file is null ? LicenceForm.None : LicenceForm.File, file, DeclaredLicence.Cache)
        {
            Integrity = Encoding.ASCII.GetString(hash).Trim() is { Length: < 100 } text && text.StartsWith("h1:", StringComparison.Ordinal) ? "h1-" + text[3..] : null,
        };
    }

    /// <summary>Where a module is unpacked.</summary>
    public static string FolderOf(string cache, PackageId package) => Path.Combine(cache, $"{Escape(package.Name)}@{Escape(package.Version)}");

    private static string Escape(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? "!" + char.ToLowerInvariant(c) : c.ToString()));
}
