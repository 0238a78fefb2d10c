using Steward.Azure.Packages;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Metadata;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>Real packages: those that this repository's own lock files pin, as the clients have installed them on this machine.</summary>
public sealed class RealPackagesTests
{
    [Fact]
    public async Task The_licences_of_this_repository_are_found_out_without_asking_anybody()
    {
        var scanner = new LicenceScanner(PackageServices.Create(new PackageOptions { Offline = true }, TimeProvider.System));

        var scan = await scanner.ScanAsync(LockFolder.Of(Repository.PathOf("functions", "Steward.Azure")), null, CancellationToken.None);

        Assert.Null(Assert.Single(scan.Files).Problem);
        Assert.Equal(new DeclaredLicence(LicenceForm.Expression, "MIT", "package cache"), DeclaredBy(scan, "Azure.Data.Tables"));
        Assert.Equal(new DeclaredLicence(LicenceForm.Expression, "BSD-3-Clause", "package cache"), DeclaredBy(scan, "Polly.Core"));
        Assert.All(scan.Dependencies, d => Assert.NotNull(d.Declared));
    }

    [Fact]
    public async Task What_the_emulators_npm_lock_says_stays_unconfirmed_as_long_as_nobody_is_asked()
    {
        var scanner = new LicenceScanner(PackageServices.Create(new PackageOptions { Offline = true }, TimeProvider.System));

        var scan = await scanner.ScanAsync(LockFolder.Of(Repository.PathOf("scripts", "azurite")), null, CancellationToken.None);

        Assert.Null(Assert.Single(scan.Files).Problem);
        Assert.InRange(scan.Dependencies.Count, 300, 1000);
        Assert.All(scan.Dependencies, d => Assert.True(d is { Declared.IsConfirmed: false, IsUnreachable: true, Integrity: not null }));
    }

    private static DeclaredLicence? DeclaredBy(LicenceScan scan, string name) => scan.Dependencies.Single(d => d.Id.Name == name).Declared;
}
