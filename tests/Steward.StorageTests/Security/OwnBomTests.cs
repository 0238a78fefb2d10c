using System.Text.Json;
using Steward.Azure.Packages;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Boms;
using Steward.TestKit;
using Steward.TestKit.Schemas;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>The bill of materials of this very repository, with what the package caches of the machine know, held against the published schema.</summary>
public sealed class OwnBomTests
{
    [Fact]
    public async Task This_very_repository_has_a_valid_bill_of_materials()
    {
        var options = new PackageOptions { Offline = true };
        var scanner = new LicenceScanner(PackageServices.Create(options, TimeProvider.System), PackageServices.CreateFiles(options, TimeProvider.System));
        var scan = await scanner.ScanAsync(LockFolder.Of(Repository.Root), progress: null, CancellationToken.None);
        var schemas = Directory.GetFiles(Repository.PathOf("tests", "fixtures", "schemas", "cyclonedx"), "*.json").ToDictionary(f => Path.GetFileName(f)!, f => JsonElement.Parse(File.ReadAllBytes(f)), StringComparer.Ordinal);

        var document = Bom.Make(BomFormat.CycloneDx, scan, new BomSubject("acme/shop", null, null, DateTimeOffset.UnixEpoch));

        Assert.True(scan.Dependencies.Count > 100, $"{scan.Dependencies.Count} dependencies");
        Assert.Empty(new JsonSchemaCheck(schemas).Problems("bom-1.6.SNAPSHOT.schema.json", JsonElement.Parse(document)));
    }
}
