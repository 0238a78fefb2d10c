using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Steward.Azure.Packages;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>The registries' protocols over HTTP, the caches of this machine, and the store between them.</summary>
public sealed class RegistryTests : WithRegistries
{
    private const string Nuspec = """<package><metadata><id>a</id><license type="expression">MIT</license></metadata></package>""";
    private static readonly CancellationToken _never = CancellationToken.None;
    private static readonly PackageId _nuget = new("nuget", "Some.Package", "1.0.0");
    private static readonly PackageId _npm = new("npm", "@scope/name", "2.0.0");

    [Fact]
    public async Task A_nuget_package_is_found_through_the_service_index()
    {
        Registries.PublishNuGet("some.package", "1.0.0", Nuspec);

        var found = await Open().FindAsync(_nuget with { Version = "1.0.0+build.7" }, _never);

        Assert.Equal(new DeclaredLicence(LicenceForm.Expression, "MIT", "registry"), found);
        Assert.Equal(["/v3/index.json", "/flat/some.package/1.0.0/some.package.nuspec"], Registries.Asked);
    }

    [Fact]
    public async Task Where_a_mirror_has_no_nuspec_it_is_read_out_of_the_package()
    {
        Registries.PublishNupkg("some.package", "1.0.0", Zip(("lib/other.nuspec", "<package />"), ("Some.Package.nuspec", Nuspec)));
        Registries.PublishNupkg("some.package", "2.0.0", Zip(("readme.md", "")));
        Registries.PublishNupkg("some.package", "3.0.0", [1, 2, 3]);

        Assert.Equal(new DeclaredLicence(LicenceForm.Expression, "MIT", "registry"), await Open().FindAsync(_nuget, _never));
        Assert.Contains("has no nuspec", (await FailsAsync(_nuget with { Version = "2.0.0" })).Message, StringComparison.Ordinal);
        Assert.Contains("no ZIP archive", (await FailsAsync(_nuget with { Version = "3.0.0" })).Message, StringComparison.Ordinal);
        Assert.Null(await Open().FindAsync(_nuget with { Version = "4.0.0" }, _never));
    }

    [Fact]
    public async Task An_npm_package_is_found_with_its_scope()
    {
        Registries.PublishNpm("@scope/name", "2.0.0", """{"name":"@scope/name","license":"ISC"}""");

        Assert.Equal(new DeclaredLicence(LicenceForm.Expression, "ISC", "registry"), await Open().FindAsync(_npm, _never));
    }

    [Fact]
    public async Task A_package_that_no_registry_has_is_not_known()
    {
        Assert.Null(await Open().FindAsync(_nuget, _never));
        Assert.Null(await Open().FindAsync(_npm, _never));
    }

    [Theory]
    [InlineData(500, FailureKind.Unavailable)]
    [InlineData(503, FailureKind.Unavailable)]
    [InlineData(429, FailureKind.Unavailable)]
    [InlineData(401, FailureKind.Forbidden)]
    [InlineData(403, FailureKind.Forbidden)]
    [InlineData(400, FailureKind.Invalid)]
    public async Task Refusals_have_their_kinds(int status, FailureKind kind)
    {
        Registries.Instead = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        Assert.Equal(kind, (await FailsAsync(_nuget)).Kind);
        Assert.Equal(kind, (await FailsAsync(_npm)).Kind);
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_in_time_is_unavailable()
    {
        Registries.Instead = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal(FailureKind.Unavailable, (await FailsAsync(_npm, o => o.Timeout = TimeSpan.FromMilliseconds(200))).Kind);
    }

    [Fact]
    public async Task A_registry_that_breaks_off_is_unavailable()
    {
        Registries.Instead = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        Assert.Equal(FailureKind.Unavailable, (await FailsAsync(_npm)).Kind);
    }

    [Fact]
    public async Task A_registry_that_stops_in_the_middle_of_its_answer_is_unavailable()
    {
        Registries.Instead = async context =>
        {
            await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };

        Assert.Contains("in time", (await FailsAsync(_npm, o => o.Timeout = TimeSpan.FromMilliseconds(200))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_cannot_be_read_are_invalid()
    {
        Registries.PublishNpm("@scope/name", "2.0.0", "<html>");
        Registries.PublishNuGet("some.package", "1.0.0", "<package><metadata>");

        Assert.Contains("not valid JSON", (await FailsAsync(_npm)).Message, StringComparison.Ordinal);
        Assert.Contains("not valid XML", (await FailsAsync(_nuget)).Message, StringComparison.Ordinal);

        Registries.Put("/v3/index.json", """{"resources":[{"@id":"file:///etc","@type":"PackageBaseAddress/3.0.0"}]}""");
        Assert.Contains("only v3 sources can be read", (await FailsAsync(_nuget)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_bounds_is_cut_off()
    {
        Registries.Instead = context => context.Response.Body.WriteAsync(new byte[5 * 1024 * 1024]).AsTask();

        Assert.Contains("has more than 4194304 bytes", (await FailsAsync(_npm)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_source_is_told_although_another_one_does_not_know_the_package()
    {
        var options = Options();
        options.NuGetSources = [$"http://127.0.0.1:{Azurite.FreePort()}/index.json", Registries.NuGetIndex];

        var failure = await Assert.ThrowsAsync<StewardException>(() => PackageServices.Create(options, TimeProvider.System).FindAsync(_nuget, _never));
        Registries.PublishNuGet("some.package", "1.0.0", Nuspec);

        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.NotNull(await PackageServices.Create(options, TimeProvider.System).FindAsync(_nuget, _never));
    }

    [Fact]
    public async Task What_a_registry_said_is_kept_for_ever_and_what_it_did_not_know_is_not()
    {
        var account = await Azurite.AccountAsync();
        Assert.Null(await PackageServices.Create(Options(), TimeProvider.System, account).FindAsync(_npm, _never));
        Registries.PublishNpm("@scope/name", "2.0.0", """{"license":"ISC"}""");
        var first = await PackageServices.Create(Options(), TimeProvider.System, account).FindAsync(_npm, _never);
        Registries.Instead = _ => throw new InvalidOperationException("asked again");

        var second = await PackageServices.Create(Options(), TimeProvider.System, account).FindAsync(_npm, _never);

        Assert.Equal(first, second);
        Assert.Equal(2, Registries.Asked.Count);
    }

    [Fact]
    public async Task Installed_packages_are_read_before_anybody_is_asked()
    {
        Write(".nuget/packages/some.package/1.0.0/some.package.nuspec", Nuspec);

        Assert.Equal("package cache", (await Open().FindAsync(_nuget, _never))!.Source);
        Assert.Empty(Registries.Asked);
    }

    [Fact]
    public async Task The_clients_own_configuration_says_where_to_ask()
    {
        Write(".nuget/NuGet/NuGet.Config", $"""
            <configuration>
              <packageSources><add key="off" value="http://127.0.0.1:1/off" /><add key="ours" value="{Registries.NuGetIndex}" /><add key="folder" value="/packages" /></packageSources>
              <disabledPackageSources><add key="off" value="true" /></disabledPackageSources>
            </configuration>
            """);
        Write(".npmrc", $"registry=http://127.0.0.1:1/off\n; comment\n@scope:registry={Registries.Npm}\n");
        Registries.PublishNuGet("some.package", "1.0.0", Nuspec);
        Registries.PublishNpm("@scope/name", "2.0.0", """{"license":"ISC"}""");
        var metadata = PackageServices.Create(new PackageOptions { Home = Home }, TimeProvider.System);

        Assert.NotNull(await metadata.FindAsync(_nuget, _never));
        Assert.NotNull(await metadata.FindAsync(_npm, _never));
    }

    [Fact]
    public async Task Nobody_is_asked_when_only_this_machine_may_be()
    {
        var options = Options();
        options.Offline = true;

        var failure = await Assert.ThrowsAsync<StewardException>(() => PackageServices.Create(options, TimeProvider.System).FindAsync(_npm, _never));
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.Empty(Registries.Asked);
    }

    [Fact]
    public async Task What_an_npm_archive_hashes_to_is_told_and_kept()
    {
        var account = await Azurite.AccountAsync();
        Registries.PublishNpm("@scope/name", "2.0.0", """{"license":"ISC","dist":{"integrity":"sha512-abc==","shasum":"00112233445566778899aabbccddeeff00112233"}}""");

        var first = await PackageServices.Create(Options(), TimeProvider.System, account).FindAsync(_npm, _never);
        var kept = await PackageServices.Create(Options(), TimeProvider.System, account).FindAsync(_npm, _never);

        Assert.Equal("sha512-abc== sha1-ABEiM0RVZneImaq7zN3u/wARIjM=", first!.Integrity);
        Assert.Equal(first, kept);
        Assert.Single(Registries.Asked);
    }

    [Fact]
    public async Task What_was_kept_without_knowing_the_content_is_asked_for_again()
    {
        var account = await Azurite.AccountAsync();
        var table = await account.TableAsync("Licences");
        var old = new global::Azure.Data.Tables.TableEntity(Steward.Azure.Storage.Keys.Escape("npm:@scope/name"), "2.0.0") { ["Form"] = "Expression", ["Text"] = "MIT", ["Source"] = "registry" };
        await table.AddEntityAsync(old, _never);
        Registries.PublishNpm("@scope/name", "2.0.0", """{"license":"ISC","dist":{"integrity":"sha512-abc=="}}""");

        var found = await PackageServices.Create(Options(), TimeProvider.System, account).FindAsync(_npm, _never);

        Assert.Equal(("ISC", "sha512-abc=="), (found!.Text, found.Integrity));
    }

    [Fact]
    public async Task A_host_that_stays_silent_is_left_alone_for_a_pause_while_what_is_kept_still_counts()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        Registries.PublishNpm("@scope/name", "2.0.0", """{"license":"ISC"}""");
        var metadata = PackageServices.Create(Options(), clock, await Azurite.AccountAsync());
        await metadata.FindAsync(_npm, _never);
        Registries.Instead = context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        for (var n = 0; n < 20; n++) await Assert.ThrowsAsync<StewardException>(() => metadata.FindAsync(_npm with { Version = $"3.0.{n}" }, _never));

        Assert.Equal(6, Registries.Asked.Count);
        Assert.Equal("ISC", (await metadata.FindAsync(_npm, _never))!.Text);

        Registries.Instead = null;
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Null(await metadata.FindAsync(_npm with { Version = "3.0.0" }, _never));
    }

    private PackageOptions Options() => new() { Home = Home, NuGetSources = [Registries.NuGetIndex], NpmRegistry = Registries.Npm };

    private ILicenceMetadata Open() => PackageServices.Create(Options(), TimeProvider.System);

    private async Task<StewardException> FailsAsync(PackageId package, Action<PackageOptions>? change = null)
    {
        var options = Options();
        change?.Invoke(options);
        return await Assert.ThrowsAsync<StewardException>(() => PackageServices.Create(options, TimeProvider.System).FindAsync(package, _never));
    }

    private static byte[] Zip(params (string Path, string Text)[] files)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                using var writer = new StreamWriter(archive.CreateEntry(path).Open());
                writer.Write(text);
            }
        }

        return buffer.ToArray();
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(Home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
