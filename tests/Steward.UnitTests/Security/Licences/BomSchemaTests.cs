using System.Text.Json;
using System.Text.Json.Nodes;
using Steward.Stages.Security.Licences.Boms;
using Steward.TestKit.Schemas;
using Steward.UnitTests.Security.LockFiles;
using Xunit;

namespace Steward.UnitTests.Security.Licences;

/// <summary>Bills of materials held against the JSON schema that CycloneDX publishes (tests/fixtures/schemas/cyclonedx/README.md).</summary>
public sealed class BomSchemaTests
{
    private static readonly BomSubject _subject = new("acme/shop", "v1", new string('a', 40), new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(2)));
    private static readonly Lazy<JsonSchemaCheck> _schemas = new(Load);

    [Fact]
    public async Task Packages_of_every_ecosystem_make_a_valid_document()
    {
        var scan = await new ScannedFolder(
            ("y1/yarn.lock", Fixtures.Yarn1), ("y2/yarn.lock", Fixtures.Berry), ("p5/pnpm-lock.yaml", Fixtures.Pnpm5), ("p6/pnpm-lock.yaml", Fixtures.Pnpm6), ("p9/pnpm-lock.yaml", Fixtures.Pnpm9),
            ("rs/Cargo.lock", MoreFixtures.Cargo4), ("go/go.mod", MoreFixtures.GoMod), ("go/go.sum", MoreFixtures.GoSum), ("php/composer.lock", MoreFixtures.Composer), ("rb/Gemfile.lock", MoreFixtures.Gemfile),
            ("gr/gradle.lockfile", MoreFixtures.Gradle), ("mv/dependency-tree.txt", MoreFixtures.MavenTree), ("po/poetry.lock", PythonFixtures.Poetry1), ("uv/uv.lock", PythonFixtures.Uv),
            ("pdm/pdm.lock", PythonFixtures.Pdm), ("pip/Pipfile.lock", PythonFixtures.Pipfile), ("rq/requirements.txt", PythonFixtures.Requirements)).ScanAsync();

        Assert.Superset(new HashSet<string> { "npm", "cargo", "golang", "composer", "gem", "maven", "pypi" }, scan.Dependencies.Select(d => d.Id.Ecosystem).ToHashSet());
        Assert.Empty(Problems(Bom.Make(BomFormat.CycloneDx, scan, _subject)));
    }

    // The check must be able to say no, at every kind of place that our documents have.
    [Theory]
    [InlineData("""{"bomFormat":"SPDX"}""", "/bomFormat")]
    [InlineData("""{"specVersion":16}""", "/specVersion")]
    [InlineData("""{"serialNumber":"urn:uuid:x"}""", "/serialNumber")]
    [InlineData("""{"metadata":{"timestamp":"yesterday"}}""", "/metadata/timestamp")]
    [InlineData("""{"metadata":{"tools":{"components":[{"name":"x"}]}}}""", "/metadata/tools")]
    [InlineData("""{"components":[{"type":"library","name":"x","scope":"sometimes"}]}""", "/components/0/scope")]
    [InlineData("""{"components":[{"type":"library","name":"x","hashes":[{"alg":"SHA512","content":"00"}]}]}""", "/components/0/hashes/0/alg")]
    [InlineData("""{"components":[{"type":"library","name":"x","licenses":[{"expression":"MIT"},{"expression":"ISC"}]}]}""", "/components/0/licenses")]
    [InlineData("""{"components":[{"type":"library","name":"x","licenses":[{"license":{"id":"No-Such"}}]}]}""", "/components/0/licenses/0/license/id")]
    [InlineData("""{"components":[{"type":"library","name":"x","unheard":1}]}""", "/components/0/unheard")]
    [InlineData("""{"components":[{"type":"library","name":"x"},{"type":"library","name":"x"}]}""", "/components")]
    [InlineData("""{"dependencies":[{"dependsOn":["a"]}]}""", "/dependencies/0")]
    [InlineData("""{"compositions":[{"aggregate":"partly"}]}""", "/compositions/0/aggregate")]
    public void What_breaks_the_schema_is_told_with_its_place(string changed, string place)
    {
        var document = new JsonObject { ["bomFormat"] = "CycloneDX", ["specVersion"] = "1.6" };
        Assert.Empty(Problems(JsonSerializer.SerializeToUtf8Bytes(document)));
        foreach (var (name, value) in JsonNode.Parse(changed)!.AsObject()) document[name] = value!.DeepClone();

        Assert.Contains(Problems(JsonSerializer.SerializeToUtf8Bytes(document)), p => p.StartsWith(place, StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Problems(byte[] document) => _schemas.Value.Problems("bom-1.6.SNAPSHOT.schema.json", JsonElement.Parse(document));

    private static JsonSchemaCheck Load()
    {
        var assembly = typeof(BomSchemaTests).Assembly;
        return new JsonSchemaCheck(assembly.GetManifestResourceNames().Where(n => n.StartsWith("schemas/", StringComparison.Ordinal)).ToDictionary(n => n["schemas/".Length..], n =>
        {
            using var stream = assembly.GetManifestResourceStream(n)!;
            using var document = JsonDocument.Parse(stream);
            return document.RootElement.Clone();
        }, StringComparer.Ordinal));
    }
}
