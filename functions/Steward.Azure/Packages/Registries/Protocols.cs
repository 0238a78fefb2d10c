using System.Text.Json;
using Steward.Stages.Security.Licences.Locks;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Registries;

/// <summary>The registries' documented answers.</summary>
internal static class Protocols
{
    private const string Source = "registry";

    /// <summary>PyPI's JSON API: <c>/pypi/NAME/VERSION/json</c>, with the hashes of all its archives.</summary>
    public static RegistryProtocol PyPi { get; } = new("pypi", nameof(PackageOptions.PyPi), p => $"pypi/{Escape(p.Name)}/{Escape(p.Version)}/json", (answer, _) =>
    {
        var info = answer.GetProperty("info");
        return PythonLicence.Of(Text(info, "license_expression"), Text(info, "license"), Texts(info, "classifiers"), Source) with
        {
            Integrity = Hashes(Items(answer, "urls").Select(u => u.TryGetProperty("digests", out var digests) ? LockHashes.FromHex("sha256", Text(digests, "sha256")) : null)),
        };
    });

    /// <summary>The API of crates registries: <c>/api/v1/crates/NAME/VERSION</c>.</summary>
    public static RegistryProtocol Crates { get; } = new("cargo", nameof(PackageOptions.Crates), p => $"api/v1/crates/{Escape(p.Name)}/{Escape(p.Version)}", (answer, _) =>
    {
        var version = answer.GetProperty("version");
        return CargoLicence.Of(Text(version, "license"), Source) with { Integrity = LockHashes.FromHex("sha256", Text(version, "checksum")) };
    });

    /// <summary>The API of RubyGems: <c>/api/v1/versions/NAME.json</c>, a list with one entry for each version and platform.</summary>
    public static RegistryProtocol RubyGems { get; } = new("gem", nameof(PackageOptions.RubyGems), p => $"api/v1/versions/{Escape(p.Name)}.json", (answer, package) =>
    {
        var same = answer.EnumerateArray().Where(v => Text(v, "number") == package.Version).ToList();
        return same.Count == 0 ? null : GemLicence.Of([.. Texts(same[0], "licenses")], Source) with
        {
            Integrity = Hashes(same.Select(v => LockHashes.FromHex("sha256", Text(v, "sha")))),
        };
    });

    /// <summary>Composer registries, metadata version 2: <c>/p2/VENDOR/NAME.json</c>; branches lie in <c>NAME~dev.json</c>.</summary>
    public static RegistryProtocol Packagist { get; } = new("composer", nameof(PackageOptions.Packagist), p =>
    {
        var isBranch = p.Version.StartsWith("dev-", StringComparison.Ordinal) || p.Version.EndsWith("-dev", StringComparison.Ordinal);
        return $"p2/{string.Join('/', p.Name.Split('/').Select(Escape))}{(isBranch ? "~dev" : "")}.json";
    }, ReadPackagist);

    // Each version stands as what differs from the one before it; "__unset" takes a field away.
    private static DeclaredLicence? ReadPackagist(JsonElement answer, PackageId package)
    {
        DeclaredLicence? licence = null;
        string? hash = null;
        foreach (var version in answer.GetProperty("packages").GetProperty(package.Name).EnumerateArray())
        {
            if (version.TryGetProperty("license", out _)) licence = ComposerLicence.Read(version, Source);
            if (version.TryGetProperty("dist", out var dist)) hash = LockHashes.FromHex("sha1", dist.ValueKind == JsonValueKind.Object ? Text(dist, "shasum") : null);
            if (Text(version, "version") == package.Version) return (licence ?? new DeclaredLicence(LicenceForm.None, null, Source)) with { Integrity = hash };
        }

        return null;
    }

    private static string? Hashes(IEnumerable<string?> hashes) => LockHashes.Together(hashes) is { Length: <= ArchiveIntegrity.MaxLength } list ? list : null;

    private static string Escape(string part) => Uri.EscapeDataString(part);

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;

    private static IEnumerable<string> Texts(JsonElement parent, string name) =>
        Items(parent, name).Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!);
}
