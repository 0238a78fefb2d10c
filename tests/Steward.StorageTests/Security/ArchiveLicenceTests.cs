using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Steward.Azure.Packages;
using Steward.Azure.Storage;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Metadata;
using Steward.Stages.Security.Licences.Notices;
using Steward.TestKit;
using Steward.TestKit.Packages;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>Licence files inside the archives of npm and PyPI packages: from npm's cache, from the registries, and kept by what the archive hashes to.</summary>
public sealed class ArchiveLicenceTests : IDisposable
{
    private const string Isc = "Copyright (c) 2021, Ada Lovelace\n\nPermission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that the above copyright notice and this permission notice appear in all copies.\n\n"
        + "THE SOFTWARE IS PROVIDED \"AS IS\" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.\n";

    private readonly string _home = Directory.CreateTempSubdirectory("steward-archives-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task The_licence_file_of_an_npm_archive_is_read_once_and_its_copyright_lines_are_in_the_notices()
    {
        await using var registries = await FakeRegistries.StartAsync();
        var account = await Azurite.AccountAsync();
        var (declared, named) = (Tarball(("package/LICENSE", Isc), ("package/lib/LICENSE", "no"), ("package/COPYING", "no")), Tarball(("package/docs/TERMS.md", Isc)));
        Publish(registries, "left", "\"ISC\"", declared);
        Publish(registries, "@s/right", "\"SEE LICENSE IN docs/TERMS.md\"", named);

        var first = await ScanAsync(registries, account, Locked("left", declared), Locked("@s/right", named));
        var asked = registries.Asked.Count;
        var second = await ScanAsync(registries, account, Locked("left", declared), Locked("@s/right", named));

        Assert.Equal(["@s/right ISC docs/TERMS.md", "left ISC declared"], first.Dependencies.Select(d => $"{d.Id.Name} {d.Concluded!.Expression} {d.Concluded.Source}"));
        Assert.All(first.Dependencies, d => Assert.Equal(["Copyright (c) 2021, Ada Lovelace"], d.Concluded!.Copyrights));
        Assert.Equal((4, 4), (asked, registries.Asked.Count));
        Assert.Equal(Steward.Kernel.Json.Write(first.Dependencies), Steward.Kernel.Json.Write(second.Dependencies));
        var judge = new LicenceJudge(Steward.Policy.Policy.Missing.Get(LicencePolicy.Section), DateTimeOffset.UnixEpoch);
        Assert.Contains("npm:left@1.0.0 (ISC)\n    Copyright (c) 2021, Ada Lovelace\n", NoticeText.Of(first, judge), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_without_a_licence_file_is_remembered_as_well()
    {
        await using var registries = await FakeRegistries.StartAsync();
        var account = await Azurite.AccountAsync();
        var bare = Tarball(("package/index.js", "x"));
        Publish(registries, "left", "\"SEE LICENSE IN LICENSE\"", bare);

        for (var run = 0; run < 2; run++) Assert.Null(Assert.Single((await ScanAsync(registries, account, Locked("left", bare))).Dependencies).Concluded);

        Assert.Equal(1, registries.Asked.Count(a => a.EndsWith(".tgz", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_not_the_pinned_archive_or_none_at_all_is_not_read()
    {
        await using var registries = await FakeRegistries.StartAsync();
        var (pinned, other) = (Tarball(("package/LICENSE", "all rights reserved")), Tarball(("package/LICENSE", Isc)));
        Publish(registries, "file", "\"SEE LICENSE IN LICENSE\"", other, integrityOf: pinned);
        Publish(registries, "said", "\"MIT\"", other, integrityOf: pinned);
        Publish(registries, "broken", "\"SEE LICENSE IN LICENSE\"", "no archive"u8.ToArray());

        var scan = await ScanAsync(registries, null, Locked("file", pinned), Locked("said", pinned), Locked("broken", "no archive"u8.ToArray()));

        Assert.Equal("A package's archive cannot be read.", scan.Dependencies[0].Problem);
        Assert.Equal("The archive of npm:file@1.0.0 is not the one that is pinned.", scan.Dependencies[1].Problem);
        Assert.Equal(("MIT", "its licence file could not be read: The archive of npm:said@1.0.0 is not the one that is pinned."), (scan.Dependencies[2].Concluded!.Expression, scan.Dependencies[2].Concluded!.Note));
        Assert.All(scan.Dependencies, d => Assert.False(d.IsUnreachable));
    }

    [Fact]
    public async Task An_archive_that_unpacks_to_too_much_or_to_too_many_files_is_given_up()
    {
        await using var registries = await FakeRegistries.StartAsync();
        var (large, many) = (Zeros(), Tarball([.. Enumerable.Range(0, 50_001).Select(n => ($"package/{n}", ""))]));
        Publish(registries, "large", "\"SEE LICENSE IN LICENSE\"", large);
        Publish(registries, "many", "\"SEE LICENSE IN LICENSE\"", many);

        var scan = await ScanAsync(registries, null, Locked("large", large), Locked("many", many));

        Assert.Contains("unpacks to more than 536870912 bytes", scan.Dependencies[0].Problem, StringComparison.Ordinal);
        Assert.Contains("has more than 50000 files", scan.Dependencies[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pinned_archive_in_npms_cache_needs_no_registry_and_a_damaged_one_is_not_believed()
    {
        var (archive, damaged) = (Tarball(("package/LICENSE", Isc)), Tarball(("package/LICENCE.md", Isc)));
        await CacheAsync(archive, archive);
        await CacheAsync(damaged, archive);
        var files = PackageServices.CreateFiles(new PackageOptions { Home = _home, Offline = true }, TimeProvider.System);

        Assert.Equal("LICENSE", (await FindAsync(archive))?.Name);
        Assert.Null(await FindAsync(damaged));

        Task<LicenceFile?> FindAsync(byte[] pinned) => files.FindAsync(new PackageId("npm", "left", "1.0.0"), new DeclaredLicence(LicenceForm.Expression, "ISC", "registry") { Integrity = Sri(pinned) }, CancellationToken.None);
    }

    [Fact]
    public async Task What_only_development_needs_and_what_nobody_prints_is_not_fetched()
    {
        await using var registries = await FakeRegistries.StartAsync();
        var archive = Tarball(("package/LICENSE", Isc));
        Publish(registries, "left", "\"ISC\"", archive);

        await ScanAsync(registries, null, Locked("left", archive, ",\"dev\":true"));
        await ScanAsync(registries, null, copyrights: false, Locked("left", archive));

        Assert.DoesNotContain(registries.Asked, a => a.EndsWith(".tgz", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("some-1.0-py3-none-any.whl")]
    [InlineData("some-1.0.tar.gz")]
    public async Task The_licence_of_a_python_package_is_read_in_its_wheel_or_source_archive(string file)
    {
        await using var registries = await FakeRegistries.StartAsync();
        var archive = file.EndsWith(".whl", StringComparison.Ordinal) ? Wheel(("some/__init__.py", ""), ("some/LICENSE", "no"), ("some-1.0.dist-info/METADATA", "Name: some\n"), ("some-1.0.dist-info/licenses/LICENSE", Isc)) : Tarball(("some-1.0/LICENSE", Isc));
        var hash = Convert.ToHexStringLower(SHA256.HashData(archive));
        registries.PutFile($"/files/{file}", archive);
        registries.Put("/pypi/pypi/some/1.0/json", $$"""{"info":{"license":"see the file"},"urls":[{"url":"{{registries.Of("files")}}{{file}}","digests":{"sha256":"{{hash}}"} }]}""");
        var options = new PackageOptions { Home = _home, NuGetSources = [], NpmRegistry = registries.Npm, PyPi = registries.Of("pypi") };

        var found = Assert.Single((await ScanAsync(options, null, ("requirements.txt", $"some==1.0 --hash=sha256:{hash}\n"))).Dependencies);

        Assert.Equal(("ISC", "LICENSE"), (found.Concluded!.Expression, found.Concluded.Source));
        Assert.Equal(["Copyright (c) 2021, Ada Lovelace"], found.Concluded.Copyrights);
    }

    private Task<LicenceScan> ScanAsync(FakeRegistries registries, StorageAccount? account, params string[] locked) => ScanAsync(registries, account, copyrights: true, locked);

    private Task<LicenceScan> ScanAsync(FakeRegistries registries, StorageAccount? account, bool copyrights, params string[] locked) => ScanAsync(
        new PackageOptions { Home = _home, NuGetSources = [], NpmRegistry = registries.Npm, Copyrights = copyrights }, account, ("package-lock.json", $$$"""{"lockfileVersion":3,"packages":{ {{{string.Join(',', locked)}}} } }"""));

    private static Task<LicenceScan> ScanAsync(PackageOptions options, StorageAccount? account, (string Path, string Text) file) =>
        new LicenceScanner(PackageServices.Create(options, TimeProvider.System, account), PackageServices.CreateFiles(options, TimeProvider.System, account))
            .ScanAsync(new LockFolder([file.Path], (_, _) => Task.FromResult(Encoding.UTF8.GetBytes(file.Text))), null, CancellationToken.None);

    private async Task CacheAsync(byte[] named, byte[] content)
    {
        var hex = Convert.ToHexStringLower(SHA512.HashData(named));
        var folder = Directory.CreateDirectory(Path.Combine(_home, ".npm", "_cacache", "content-v2", "sha512", hex[..2], hex[2..4])).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, hex[4..]), content);
    }

    private static void Publish(FakeRegistries registries, string name, string licence, byte[] archive, byte[]? integrityOf = null)
    {
        registries.PublishNpm(name, "1.0.0", $$"""{"license":{{licence}},"dist":{"integrity":"{{Sri(integrityOf ?? archive)}}"} }""");
        registries.PublishNpmArchive(name, "1.0.0", archive);
    }

    private static string Locked(string name, byte[] archive, string more = "") => $$"""  "node_modules/{{name}}":{"version":"1.0.0","integrity":"{{Sri(archive)}}"{{more}} }""";

    private static string Sri(byte[] archive) => "sha512-" + Convert.ToBase64String(SHA512.HashData(archive));

    private static byte[] Tarball(params (string Path, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true)))
        {
            foreach (var (path, text) in files) tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }

        return bytes.ToArray();
    }

    private static byte[] Wheel(params (string Path, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                using var content = zip.CreateEntry(path).Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    // A file of more zeros than may be unpacked, which take half a megabyte.
    private static byte[] Zeros()
    {
        using var bytes = new MemoryStream();
        using (var zipped = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            using var head = new MemoryStream();
            using (var tar = new TarWriter(head, leaveOpen: true)) tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "package/index.js") { DataStream = new MemoryStream(new byte[512]) });
            var header = head.ToArray()[..512];
            // The size, and the checksum over the header with blanks in its place.
            Encoding.ASCII.GetBytes("04200000000\0").CopyTo(header, 124);
            Encoding.ASCII.GetBytes("        ").CopyTo(header, 148);
            Encoding.ASCII.GetBytes($"{Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0')}\0 ").CopyTo(header, 148);
            zipped.Write(header);
            var zeros = new byte[1024 * 1024];
            for (var n = 0; n < 545; n++) zipped.Write(zeros);
        }

        return bytes.ToArray();
    }
}
