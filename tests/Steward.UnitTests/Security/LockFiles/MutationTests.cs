using System.Text;
using Steward.Stages.Security.Licences.Locks;
using Steward.Stages.Security.Licences.Metadata;
using Xunit;

namespace Steward.UnitTests.Security.LockFiles;

/// <summary>Whatever happens to a file on its way: its reading ends, gives packages that are packages, and says what is wrong.</summary>
public sealed class MutationTests
{
    public static TheoryData<string, string> Seeds => new()
    {
        { "yarn.lock", Fixtures.Yarn1 }, { "yarn.lock", Fixtures.Berry }, { "pnpm-lock.yaml", Fixtures.Pnpm5 }, { "pnpm-lock.yaml", Fixtures.Pnpm6 }, { "pnpm-lock.yaml", Fixtures.Pnpm9 },
        { "poetry.lock", PythonFixtures.Poetry1 }, { "uv.lock", PythonFixtures.Uv }, { "pdm.lock", PythonFixtures.Pdm }, { "Pipfile.lock", PythonFixtures.Pipfile },
        { "requirements.txt", PythonFixtures.Requirements }, { "Cargo.lock", MoreFixtures.Cargo1 }, { "Cargo.lock", MoreFixtures.Cargo4 }, { "go.mod", MoreFixtures.GoMod },
        { "composer.lock", MoreFixtures.Composer }, { "Gemfile.lock", MoreFixtures.Gemfile }, { "gradle.lockfile", MoreFixtures.Gradle },
        { "dependency-tree.txt", MoreFixtures.MavenTree }, { "project.assets.json", MoreFixtures.Assets }, { "packages.config", """<packages><package id="A" version="1.0.0"/></packages>""" },
    };

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Mutated_and_truncated_files_never_throw(string name, string seed)
    {
        var random = new Random(20261124);
        var reader = LockReaders.For(name)!;
        var manifests = reader.Manifests.ToDictionary(m => m.Replace("**/", "", StringComparison.Ordinal), m => m, StringComparer.Ordinal);
        for (var round = 0; round < 1500; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(seed);
            var content = round % 4 == 0 ? bytes[..random.Next(bytes.Length)] : Mutated(bytes, random);
            var beside = manifests.ToDictionary(m => m.Key, m => (ReadOnlyMemory<byte>)Mutated(Encoding.UTF8.GetBytes(ManifestOf(m.Key)), random), StringComparer.Ordinal);
            var reading = reader.Read(new LockInput(content) { Manifests = beside });
            Assert.All(reading.Packages, p => Assert.True(IsPackage(p.Id) && p.Path.Count <= LockGraph.MaxPath && p.RequiredBy.Count <= LockGraph.MaxRequiredBy));
            Assert.NotEqual("", reading.Problem);
        }
    }

    [Theory]
    [InlineData("pom.xml", "<project><properties><v>1.0</v></properties><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>${v}</version></dependency></dependencies></project>")]
    [InlineData("a.csproj", """<Project><PropertyGroup><V>1.0</V></PropertyGroup><ItemGroup><PackageReference Include="A" Version="$(V)"/></ItemGroup></Project>""")]
    public async Task Mutated_manifests_never_throw(string name, string seed)
    {
        var random = new Random(20261125);
        var bytes = Encoding.UTF8.GetBytes(seed);
        var above = name == "pom.xml" ? "pom.xml" : "Directory.Packages.props";
        Assert.Single((await new ScannedFolder(("a/" + name, seed)).ScanAsync()).Dependencies);
        for (var round = 0; round < 2000; round++)
        {
            var scan = await new ScannedFolder(("a/" + name, Encoding.UTF8.GetString(Mutated(bytes, random))), (above, Encoding.UTF8.GetString(Mutated(bytes, random)))).ScanAsync();
            Assert.All(scan.Dependencies, d => Assert.True(IsPackage(d.Id)));
        }
    }

    [Theory]
    [InlineData("Cargo.lock", "a = ", "[", "")]
    [InlineData("poetry.lock", "[a", ".a", "]")]
    [InlineData("pnpm-lock.yaml", "a: ", "[", "")]
    [InlineData("yarn.lock", "__metadata: ", "{a: ", "")]
    [InlineData("composer.lock", "", "[", "")]
    [InlineData("packages.config", "", "<a>", "")]
    public void Deep_nesting_is_refused(string name, string begin, string level, string end) =>
        Assert.NotNull(Reading.Of(name, begin + string.Concat(Enumerable.Repeat(level, 20_000)) + end).Problem);

    private static bool IsPackage(PackageId id) =>
        id.Name.Length is > 0 and <= 214 && !id.Name.Contains("..", StringComparison.Ordinal) && !id.Name.Any(c => char.IsControl(c) || c is '\\' or ' ' or '\uFFFD')
        && id.Name[0] is not ('/' or '.') && id.Version.Length is > 0 and <= 200 && !id.Version.Any(c => char.IsControl(c) || c is '/' or '\\' or ' ');

    private static string ManifestOf(string name) => name switch
    {
        "package.json" => """{"name":"product","dependencies":{"a":"^1.0.0"},"devDependencies":{"t":"~2.0.0"}}""",
        "Cargo.toml" => MoreFixtures.CargoToml,
        "go.sum" => MoreFixtures.GoSum,
        "composer.json" => """{"require":{"monolog/monolog":"^3"}}""",
        _ => PythonFixtures.Project,
    };

    private static byte[] Mutated(byte[] seed, Random random) => Mutations.Of(seed, random, "{}[]\",:=#@/ \n\\");
}
