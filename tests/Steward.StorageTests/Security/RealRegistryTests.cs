using Steward.Azure.Packages;
using Steward.Stages.Security.Licences.Metadata;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>
/// The registries that this machine's own package clients are set up with, asked in earnest: the same ones that this repository is restored
/// from. Nothing is installed here, so nobody else can have answered.
/// </summary>
public sealed class RealRegistryTests : IDisposable
{
    private readonly DirectoryInfo _nothing = Directory.CreateTempSubdirectory("steward-nothing-");

    public void Dispose() => _nothing.Delete(recursive: true);

    [Theory]
    [InlineData("nuget", "Polly.Core", "8.6.5", LicenceForm.Expression, "BSD-3-Clause")]
    [InlineData("nuget", "YamlDotNet", "18.1.0", LicenceForm.Expression, "MIT")]
    [InlineData("npm", "left-pad", "1.3.0", LicenceForm.Expression, "WTFPL")]
    [InlineData("npm", "@types/node", "20.0.0", LicenceForm.Expression, "MIT")]
    public async Task A_published_package_has_its_licence(string ecosystem, string name, string version, LicenceForm form, string text)
    {
        var found = await Open().FindAsync(new PackageId(ecosystem, name, version), CancellationToken.None);

        Assert.Equal((form, text, "registry"), (found!.Form, found.Text, found.Source));
    }

    [Fact]
    public async Task An_npm_package_is_bound_to_what_lock_files_pin()
    {
        const string pinned = "sha512-XI5MPzVNApjAyhQzphX8BkmKsKUxD4LdyK24iZeQGinBN9yTQT3bFlCBy/aVx2HrNcqQGsdot8ghrjyrvMCoEA==";

        var found = await Open().FindAsync(new PackageId("npm", "left-pad", "1.3.0"), CancellationToken.None);

        Assert.True(ArchiveIntegrity.Confirms(found!.Integrity, pinned));
        Assert.False(ArchiveIntegrity.Confirms(found.Integrity, pinned.Replace("XI5", "XI6", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("nuget", "Steward.There.Is.No.Such.Package")]
    [InlineData("npm", "@steward-no-such-scope/no-such-package")]
    public async Task A_package_that_was_never_published_is_not_known(string ecosystem, string name) =>
        Assert.Null(await Open().FindAsync(new PackageId(ecosystem, name, "1.0.0"), CancellationToken.None));

    [Fact]
    public async Task What_the_registry_said_is_kept()
    {
        var account = await Azurite.AccountAsync();
        var package = new PackageId("npm", "left-pad", "1.3.0");
        var said = await PackageServices.Create(Options(), TimeProvider.System, account).FindAsync(package, CancellationToken.None);
        var unreachable = Options();
        (unreachable.NuGetSources, unreachable.NpmRegistry) = ([], $"http://127.0.0.1:{Azurite.FreePort()}/");

        Assert.Equal(said, await PackageServices.Create(unreachable, TimeProvider.System, account).FindAsync(package, CancellationToken.None));
    }

    private PackageOptions Options() => new() { NuGetCaches = [_nothing.FullName] };

    private ILicenceMetadata Open() => PackageServices.Create(Options(), TimeProvider.System);
}
