using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Licences;
using Xunit;

namespace Steward.UnitTests.Security.LockFiles;

/// <summary>Lock files with what lies around them, through the scanner.</summary>
public sealed class ScanTests
{
    private const string Go = "module m\n\ngo 1.21\n\nrequire a.example/b v1.0.0\n";

    [Fact]
    public async Task Manifests_beside_a_lock_file_and_below_it_are_read_with_it()
    {
        var scan = await new ScannedFolder(
            ("rust/Cargo.lock", MoreFixtures.Cargo4), ("rust/app/Cargo.toml", MoreFixtures.CargoToml), ("rust/app/nested/Cargo.lock", MoreFixtures.Cargo4),
            ("rust/app/nested/Cargo.toml", MoreFixtures.CargoToml.Replace("dev-dependencies", "dependencies", StringComparison.Ordinal))).ScanAsync();

        // Development-only in one of the two, needed in earnest in the other.
        Assert.False(scan.Dependencies.Single(d => d.Id.Name == "tempfile").IsDevelopmentOnly);
        var alone = await new ScannedFolder(("rust/Cargo.lock", MoreFixtures.Cargo4), ("rust/app/Cargo.toml", MoreFixtures.CargoToml)).ScanAsync();
        Assert.True(alone.Dependencies.Single(d => d.Id.Name == "tempfile").IsDevelopmentOnly);
        Assert.Equal(["serde", "bitflags"], alone.Dependencies.Single(d => d.Id.ToString() == "cargo:bitflags@2.4.0").Path);
    }

    [Fact]
    public async Task A_package_of_two_lock_files_is_direct_once_and_has_the_shorter_way()
    {
        var scan = await new ScannedFolder(
            ("a/Gemfile.lock", "GEM\n  remote: x:\n  specs:\n    a (1.0)\n      b\n    b (1.0)\n      c\n    c (1.0)\n\nDEPENDENCIES\n  a\n"),
            ("b/Gemfile.lock", "GEM\n  remote: x:\n  specs:\n    b (1.0)\n      c\n    c (1.0)\n\nDEPENDENCIES\n  b\n")).ScanAsync();

        Assert.Equal(["a direct a", "b direct b", "c transitive b>c"], scan.Dependencies.Select(d => $"{d.Id.Name} {(d.IsDirect == true ? "direct" : "transitive")} {string.Join('>', d.Path)}"));
        Assert.Equal(["a@1.0"], scan.Dependencies[1].RequiredBy);
    }

    [Fact]
    public async Task A_long_way_keeps_its_ends()
    {
        var gems = string.Concat(Enumerable.Range(0, 40).Select(n => $"    g{n} (1.0)\n" + (n < 39 ? $"      g{n + 1}\n" : "")));
        var scan = await new ScannedFolder(("Gemfile.lock", $"GEM\n  remote: x:\n  specs:\n{gems}\nDEPENDENCIES\n  g0\n")).ScanAsync();

        Assert.Equal(["g0", "g1", "g2", "g3", "g4", "g5", "…", "g35", "g36", "g37", "g38", "g39"], scan.Dependencies.Single(d => d.Id.Name == "g39").Path);
    }

    [Fact]
    public async Task What_a_requirements_file_takes_in_is_read_and_missed_when_it_is_not_there()
    {
        var scan = await new ScannedFolder(
            ("app/requirements.txt", "-r ../shared/base.pip\n-r absent.txt\na==1 --hash=sha256:00\n"), ("shared/base.pip", "-r ../app/requirements.txt\nb==2 --hash=sha256:00\n"), ("more/requirements.txt", "-r loose.pip\n"), ("more/loose.pip", "c==3\n")).ScanAsync();

        Assert.Equal(["pypi:a@1", "pypi:b@2", "pypi:c@3"], scan.Dependencies.Select(d => d.Id.ToString()));
        Assert.Equal(["app/requirements.txt: It takes in 'absent.txt', which is not there.", "more/requirements.txt: ", "shared/base.pip: ", "more/loose.pip: It names packages without pinning all that they bring."], scan.Files.Select(f => $"{f.Path}: {f.Problem}"));
    }

    [Fact]
    public async Task Restored_assets_are_read_only_where_no_lock_file_lies_beside_the_project()
    {
        var scan = await new ScannedFolder(
            ("a/a.csproj", "<Project/>"), ("a/packages.lock.json", Locks.NuGet), ("a/obj/project.assets.json", "{"),
            ("b/b.csproj", """<Project><ItemGroup><PackageReference Include="Serilog" Version="4.0.0"/></ItemGroup></Project>"""), ("b/obj/project.assets.json", MoreFixtures.Assets)).ScanAsync();

        Assert.Equal(["a/packages.lock.json", "b/obj/project.assets.json"], scan.Files.Select(f => f.Path));
        Assert.Empty(scan.Unlocked);
    }

    [Fact]
    public async Task A_project_without_a_lock_file_is_named_and_what_it_states_is_scanned_as_not_locked()
    {
        var scan = await new ScannedFolder(
            ("Directory.Packages.props", """<Project><PropertyGroup><Core>8.0.1</Core></PropertyGroup><ItemGroup><PackageVersion Include="Central" Version="$(Core)"/><PackageVersion Include="Unused" Version="1.0.0"/></ItemGroup></Project>"""),
            ("src/a.csproj", """<Project><ItemGroup><PackageReference Include="Central"/><PackageReference Include="Own"><Version>[2.0.0]</Version></PackageReference><PackageReference Include="Floating" Version="1.*"/></ItemGroup></Project>""")).ScanAsync();

        Assert.Equal(["nuget:Central@8.0.1", "nuget:Own@2.0.0"], scan.Dependencies.Select(d => d.Id.ToString()));
        Assert.All(scan.Dependencies, d => Assert.True(d is { IsNotLocked: true, IsDirect: true, LockFiles: ["src/a.csproj"] }));
        Assert.Equal(["src/a.csproj"], scan.Unlocked);
        Assert.Empty(scan.Files);
    }

    [Fact]
    public async Task A_pom_states_its_dependencies_with_those_of_its_parents()
    {
        var scan = await new ScannedFolder(
            ("pom.xml", """
                <project xmlns="http://maven.apache.org/POM/4.0.0"><groupId>g</groupId><artifactId>parent</artifactId><version>3</version>
                <properties><slf4j>2.0.7</slf4j><again>${slf4j}</again><circle>${circle}</circle></properties>
                <dependencyManagement><dependencies><dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId><version>${again}</version></dependency>
                <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4.13.2</version><scope>test</scope></dependency></dependencies></dependencyManagement></project>
                """),
            ("app/pom.xml", """
                <project><parent><groupId>g</groupId><artifactId>parent</artifactId><version>3</version></parent><artifactId>app</artifactId>
                <dependencies><dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId></dependency><dependency><groupId>junit</groupId><artifactId>junit</artifactId></dependency>
                <dependency><groupId>${project.groupId}</groupId><artifactId>core</artifactId><version>${project.version}</version></dependency>
                <dependency><groupId>x</groupId><artifactId>y</artifactId><version>${circle}</version></dependency></dependencies></project>
                """)).ScanAsync();

        Assert.Equal(["maven:g:core@3 False", "maven:junit:junit@4.13.2 True", "maven:org.slf4j:slf4j-api@2.0.7 False"], scan.Dependencies.Select(d => $"{d.Id} {d.IsDevelopmentOnly}"));
        Assert.Equal(["app/pom.xml"], scan.Unlocked.Where(u => u.StartsWith("app", StringComparison.Ordinal)));
        var covered = await new ScannedFolder(("pom.xml", "<project><dependencies><dependency></dependency></dependencies></project>"), ("dependency-tree.txt", MoreFixtures.MavenTree)).ScanAsync();
        Assert.Empty(covered.Unlocked);
    }

    [Fact]
    public async Task Every_lock_file_covers_its_own_manifest()
    {
        var scan = await new ScannedFolder(
            ("y/package.json", """{"name":"product","dependencies":{"a":"^1.0.0"}}"""), ("y/yarn.lock", Fixtures.Yarn1), ("y/packages/w/package.json", """{"dependencies":{"a":"^1.0.0"}}"""),
            ("y/other/package.json", """{"dependencies":{"x":"7"}}"""), ("p/package.json", """{"dependencies":{"a":"1"}}"""), ("p/pnpm-lock.yaml", Fixtures.Pnpm9), ("p/packages/w/package.json", """{"dependencies":{"a":"1"}}"""),
            ("g/go.mod", Go), ("g/go.sum", "a.example/b v1.0.0 h1:x=\n"), ("j/build.gradle", "dependencies {}"), ("j/gradle.lockfile", MoreFixtures.Gradle), ("j/sub/build.gradle", "dependencies {}"),
            ("r/Gemfile", "gem 'rake'"), ("r/Gemfile.lock", MoreFixtures.Gemfile)).ScanAsync();

        Assert.Equal(["j/sub/build.gradle", "y/other/package.json"], scan.Unlocked);
        Assert.All(scan.Files, f => Assert.Null(f.Problem));
    }

    [Fact]
    public void Scans_of_before_are_still_read()
    {
        var scan = Json.Read<LicenceScan>("""
            {"files":[{"path":"package-lock.json","ecosystem":"npm","packages":1,"problem":null}],
             "dependencies":[{"id":{"ecosystem":"npm","name":"a","version":"1.0.0"},"lockFiles":["package-lock.json"],"isDevelopmentOnly":true}],"unlocked":[]}
            """u8.ToArray());

        var dependency = Assert.Single(scan.Dependencies);
        Assert.True(dependency is { IsDevelopmentOnly: true, IsDirect: null, IsNotLocked: false, Path: [], RequiredBy: [] });
        Assert.Equal(JsonSerializer.Serialize(dependency, Json.Options), JsonSerializer.Serialize(Json.Read<LicenceScan>(Json.WriteBytes(scan)).Dependencies[0], Json.Options));
    }
}
