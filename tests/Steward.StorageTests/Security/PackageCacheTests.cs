using System.Security.Cryptography;
using System.Text;
using Steward.Azure.Packages;
using Steward.Kernel;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Metadata;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>What the package clients of this machine have unpacked, read in the layouts in which they keep it.</summary>
public sealed class PackageCacheTests : IDisposable
{
    private static readonly CancellationToken _never = CancellationToken.None;
    private readonly string _home = Directory.CreateTempSubdirectory("steward-home-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task Cargo_keeps_the_manifest_beside_the_archive_that_a_lock_file_pins()
    {
        Write(".cargo/registry/src/index-0/serde-1.0.188/Cargo.toml", "[package]\nname = \"serde\"\nlicense = \"MIT OR Apache-2.0\"\n");
        Assert.Null(await FindAsync("cargo", "serde", "1.0.188"));

        Write(".cargo/registry/cache/index-0/serde-1.0.188.crate", "archive");

        Assert.Equal(
            new DeclaredLicence(LicenceForm.Expression, "MIT OR Apache-2.0", DeclaredLicence.Cache) { Integrity = "sha256-" + Convert.ToBase64String(SHA256.HashData("archive"u8)) },
            await FindAsync("cargo", "serde", "1.0.188"));
    }

    [Fact]
    public async Task Go_keeps_a_licence_file_and_the_hash_of_its_sums()
    {
        Write("go/pkg/mod/github.example/!direct/one@v1.2.3/LICENSE", "MIT License");
        Write("go/pkg/mod/cache/download/github.example/!direct/one/@v/v1.2.3.ziphash", "h1:AAAA=");
        var id = new PackageId("golang", "github.example/Direct/one", "v1.2.3");

        var found = await FindAsync(id.Ecosystem, id.Name, id.Version);

        Assert.Equal(new DeclaredLicence(LicenceForm.File, "LICENSE", DeclaredLicence.Cache) { Integrity = "h1-AAAA=" }, found);
        Assert.Equal("MIT License", Encoding.UTF8.GetString((await Files().FindAsync(id, found!, _never))!.Bytes.Span));
    }

    [Fact]
    public async Task Python_keeps_the_metadata_of_what_is_installed()
    {
        Write(".local/lib/python3.11/site-packages/Werk_Zeug-2.3.6.dist-info/METADATA", "Metadata-Version: 2.4\nName: Werk.Zeug\nLicense-Expression: BSD-3-Clause\nClassifier: License :: OSI Approved :: MIT License\n\nLicense: GPL-3.0-only\n");

        Assert.Equal(new DeclaredLicence(LicenceForm.Expression, "BSD-3-Clause", DeclaredLicence.Cache), await FindAsync("pypi", "werk-zeug", "2.3.6"));
    }

    [Fact]
    public async Task An_installed_python_package_proves_nothing_about_a_pinned_archive()
    {
        Write(".local/lib/python3.11/site-packages/a-1.0.dist-info/METADATA", "Name: a\nLicense-Expression: MIT\n\n");
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["x/requirements.txt"] = $"a==1.0 --hash=sha256:{new string('0', 64)}\n", ["y/requirements.txt"] = "a==1.0\n    # via -r requirements.in\n",
        };
        var folder = new LockFolder([.. files.Keys], (path, _) => Task.FromResult(Encoding.UTF8.GetBytes(files[path])));

        var scan = await new LicenceScanner(PackageServices.Create(Options(), TimeProvider.System)).ScanAsync(folder, null, _never);

        Assert.Equal([false, true], scan.Dependencies.OrderBy(d => d.LockFiles[0], StringComparer.Ordinal).Select(d => d.Declared!.IsConfirmed));
    }

    [Fact]
    public async Task Maven_and_RubyGems_keep_poms_and_specifications()
    {
        Write(".m2/repository/g/a/1.0/a-1.0.pom", "<project><licenses><license><name>The Apache Software License, Version 2.0</name></license></licenses></project>");
        Write(".gem/ruby/3.2.0/specifications/rake-13.0.6.gemspec", "Gem::Specification.new do |s|\n  s.name = \"rake\".freeze\n  s.licenses = [\"MIT\".freeze, \"Ruby\".freeze]\nend\n");
        Write(".gem/ruby/3.2.0/cache/rake-13.0.6.gem", "archive");

        Assert.Equal("Apache-2.0", (await FindAsync("maven", "g:a", "1.0"))!.Text);
        var gem = await FindAsync("gem", "rake", "13.0.6");
        Assert.Equal(("MIT OR Ruby", true), (gem!.Text, gem.Integrity!.StartsWith("sha256-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_licence_file_is_read_inside_its_package_only_and_within_bounds()
    {
        Write(".nuget/packages/a/1.0.0/docs/LICENSE.txt", "text");
        Write(".nuget/packages/a/1.0.0/large.txt", new string('x', LicenceFile.MaxBytes + 1));
        Write(".nuget/packages/a/secret.txt", "secret");
        var id = new PackageId("nuget", "A", "1.0.0");

        var found = await FindFileAsync("docs\\LICENSE.txt");

        Assert.Equal(("docs/LICENSE.txt", Digest.Sha256("text")), (found!.Name, found.Sha256));
        Assert.Null(await FindFileAsync("../secret.txt"));
        Assert.Null(await FindFileAsync(Path.Combine(_home, ".nuget/packages/a/secret.txt")));
        Assert.Null(await FindFileAsync("large.txt"));
        Assert.Null(await FindFileAsync("absent.txt"));
        Assert.Null(await Files().FindAsync(id, new DeclaredLicence(LicenceForm.Expression, "MIT", "x"), _never));

        Task<LicenceFile?> FindFileAsync(string name) => Files().FindAsync(id, new DeclaredLicence(LicenceForm.File, name, DeclaredLicence.Cache), _never);
    }

    private async Task<DeclaredLicence?> FindAsync(string ecosystem, string name, string version)
    {
        try
        {
            return await PackageServices.Create(Options(), TimeProvider.System).FindAsync(new PackageId(ecosystem, name, version), _never);
        }
        catch (StewardException nobody) when (nobody.Kind == FailureKind.NotFound)
        {
            return null;
        }
    }

    private PackageOptions Options() => new() { Home = _home, NuGetSources = [], NpmRegistry = "http://127.0.0.1:1/" };

    private ILicenceFiles Files() => PackageServices.CreateFiles(Options(), TimeProvider.System);

    private void Write(string path, string text)
    {
        var file = Path.Combine(_home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
