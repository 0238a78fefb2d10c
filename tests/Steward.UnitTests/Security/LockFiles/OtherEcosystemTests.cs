using Steward.Stages.Security.Licences.Metadata;
using Xunit;

namespace Steward.UnitTests.Security.LockFiles;

public sealed class OtherEcosystemTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cargo_tells_development_by_the_manifests_of_all_members(bool old)
    {
        var reading = Reading.Of("Cargo.lock", old ? MoreFixtures.Cargo1 : MoreFixtures.Cargo4, ("Cargo.toml", "[workspace]\nmembers = [\"app\"]\n"), ("app/Cargo.toml", MoreFixtures.CargoToml));

        Assert.Null(reading.Problem);
        Assert.Equal(
            ["bitflags@1.3.2 transitive dev tempfile>bitflags", "bitflags@2.4.0 transitive serde>bitflags", "fork@0.1.0 direct [git+https://git.example/fork#abc]", "serde@1.0.188 direct", "tempfile@3.8.0 direct dev"],
            Reading.Lines(reading));
        Assert.Equal("sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", reading.Packages[3].Integrity);
    }

    [Fact]
    public void Cargo_without_manifests_calls_nothing_development_only() =>
        Assert.DoesNotContain(Reading.Of("Cargo.lock", MoreFixtures.Cargo4).Packages, p => p.IsDevelopmentOnly);

    [Fact]
    public void Go_gives_versions_replacements_and_hashes()
    {
        var reading = Reading.Of("go.mod", MoreFixtures.GoMod, ("go.sum", MoreFixtures.GoSum));

        Assert.Null(reading.Problem);
        Assert.Equal(
            ["github.example/Direct/one@v1.2.3 direct", "fork.example/two@v2.0.0+incompatible direct", "golang.example/x/sys@v0.0.0-20230101000000-abcdefabcdef transitive"],
            Reading.Lines(reading));
        Assert.Equal("h1-AAAA=", reading.Packages[0].Integrity);
    }

    [Fact]
    public void Go_before_1_17_takes_the_rest_from_its_sums() => Assert.Equal(
        ["a.example/b@v1.0.0 direct", "c.example/d@v1.1.0 transitive"],
        Reading.Lines(Reading.Of(
            "go.mod", "module m\ngo 1.16\nrequire a.example/b v1.0.0\n",
            ("go.sum", "a.example/b v1.0.0 h1:x=\nc.example/d v1.1.0 h1:y=\nc.example/d v1.1.0/go.mod h1:z=\ne.example/f v1.0.0/go.mod h1:z=\n"))));

    [Fact]
    public void Composer_gives_licences_as_hints_and_needs()
    {
        var reading = Reading.Of("composer.lock", MoreFixtures.Composer, ("composer.json", """{"require":{"php":">=8","Monolog/Monolog":"^3"},"require-dev":{"phpunit/phpunit":"^10"}}"""));

        Assert.Null(reading.Problem);
        Assert.Equal(
            ["monolog/monolog@3.4.0 direct", "psr/log@3.0.0 transitive monolog/monolog>psr/log", "inner/repo@dev-main transitive [https://git.example/inner.git]", "phpunit/phpunit@10.3.2 direct dev"],
            Reading.Lines(reading));
        Assert.Equal(new DeclaredLicence(LicenceForm.Expression, "MIT OR GPL-3.0-or-later", DeclaredLicence.LockFile), reading.Packages[1].Declared);
        Assert.Equal(LicenceForm.Words, reading.Packages[2].Declared!.Form);
    }

    [Fact]
    public void Bundler_gives_gems_of_all_platforms_once_with_their_hashes()
    {
        var reading = Reading.Of("Gemfile.lock", MoreFixtures.Gemfile);

        Assert.Null(reading.Problem);
        Assert.Equal(
            ["forked@0.5.0 direct [git: https://git.example/forked.git]", "nokogiri@1.15.4 direct", "racc@1.7.1 transitive nokogiri>racc", "rake@13.0.6 direct"],
            Reading.Lines(reading));
        Assert.Equal(2, reading.Packages[1].Integrity!.Split(' ').Length);
    }

    [Fact]
    public void Gradle_tells_development_by_configurations()
    {
        var reading = Reading.Of("gradle.lockfile", MoreFixtures.Gradle);

        Assert.Null(reading.Problem);
        Assert.Equal(["com.google.guava:guava@32.1.2-jre untold", "junit:junit@4.13.2 untold dev", "com.puppycrawl.tools:checkstyle@10.12.0 untold dev"], Reading.Lines(reading));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[INFO] ")]
    public void The_tree_that_Maven_prints_gives_ways_and_scopes_with_and_without_its_log(string log)
    {
        var lines = MoreFixtures.MavenTree.Split('\n').Select(l => log + l);
        var reading = Reading.Of("dependency-tree.txt", (log.Length > 0 ? "[INFO] Scanning for projects...\n[INFO] --- dependency:3.6.0:tree (default-cli) @ app ---\n" : "") + string.Join('\n', lines));

        Assert.Null(reading.Problem);
        Assert.Equal(
            [
                "org.slf4j:slf4j-api@2.0.7 direct", "org.example:lib@1.0 direct", "org.example:deep@1.1 transitive org.example:lib>org.example:deep",
                "junit:junit@4.13.2 direct dev", "org.hamcrest:hamcrest-core@1.3 transitive dev junit:junit>org.hamcrest:hamcrest-core",
            ],
            Reading.Lines(reading));
    }

    [Fact]
    public void NuGet_tells_the_way_in_each_framework()
    {
        var reading = Reading.Of("packages.lock.json", Locks.NuGet);

        Assert.Equal(
            ["Direct.One@1.0.0 direct", "Transitive.Two@2.1.0-beta.1 transitive Direct.One>Transitive.Two", "Central.Three@3.0.0 transitive", "Only.Old@0.9.0 transitive"],
            Reading.Lines(reading));
    }

    [Fact]
    public void Restored_assets_tell_analyzers_from_what_is_shipped()
    {
        var reading = Reading.Of("project.assets.json", MoreFixtures.Assets);

        Assert.Null(reading.Problem);
        Assert.Equal(["Analyzer@3.0.0 direct dev", "Serilog@4.0.0 direct", "Deep@1.0.0 transitive Serilog>Deep", "Kept.Private@1.0.0 direct", "Of.Project@1.0.0 direct"], Reading.Lines(reading));
    }

    [Fact]
    public void A_packages_config_is_whole_and_tells_no_ways() => Assert.Equal(
        ["A@1.0.0 untold", "B@2.0.0 untold dev"],
        Reading.Lines(Reading.Of("packages.config", """<?xml version="1.0"?><packages><package id="A" version="1.0.0" targetFramework="net48"/><package id="B" version="2.0.0" developmentDependency="true"/></packages>""")));

    [Theory]
    [InlineData("Cargo.lock", "", "There is no table 'package'")]
    [InlineData("Cargo.lock", "version = 5\n", "'version' must be at most 4")]
    [InlineData("Cargo.lock", "version = 4\n[[package]]\nname = \"a\"\n", "Line 2: a package needs 'name' and 'version'.")]
    [InlineData("go.mod", "require (\n a.example/b v1.0.0\n", "The block 'require' is not closed")]
    [InlineData("go.mod", "require a.example/b\n", "Line 1: 'require a.example/b' is not a directive of go.mod.")]
    [InlineData("go.mod", "require ../../etc v1.0.0\n", "is not a package")]
    [InlineData("composer.lock", "{}", "The list 'packages' is missing")]
    [InlineData("composer.lock", """{"packages":[{"name":"a/b"}]}""", "('a/b') needs 'name' and 'version'.")]
    [InlineData("Gemfile.lock", "GEM\n  specs:\n    a (1.0)\n", "The section DEPENDENCIES is missing")]
    [InlineData("Gemfile.lock", "GEM\n  specs:\n     odd\n", "Line 3: 'odd' is not what Bundler writes.")]
    [InlineData("gradle.lockfile", "a:b:1=runtimeClasspath\n", "'empty=', is missing")]
    [InlineData("gradle.lockfile", "a:b\nempty=\n", "Line 1: 'a:b' is not group:name:version=configurations.")]
    [InlineData("dependency-tree.txt", "Hello\n", "not what 'mvn dependency:tree' prints")]
    [InlineData("dependency-tree.txt", "g:a:jar:1\n+- g:b:jar:1:compile\n|  |  \\- g:c:jar:1:compile\n", "Line 3: 'g:c:jar:1:compile' is not group:artifact:type:version:scope below another.")]
    [InlineData("packages.config", "<packages><package id='a'/></packages>", "Line 1: a package needs 'id' and 'version'.")]
    [InlineData("packages.config", "<!DOCTYPE a []><packages/>", "not valid XML at line 1")]
    [InlineData("project.assets.json", "{}", "'version' must be 2, 3 or 4")]
    public void A_broken_file_has_a_precise_problem(string name, string content, string expected) =>
        Assert.Contains(expected, Reading.Of(name, content).Problem, StringComparison.Ordinal);
}
