using Steward.Azure.Packages;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>The registries that only options name, by their documented answers over HTTP.</summary>
public sealed class OtherRegistryTests : WithRegistries
{
    private const string Zero = "0000000000000000000000000000000000000000000000000000000000000000";
    private const string ZeroIntegrity = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static readonly CancellationToken _never = CancellationToken.None;

    [Fact]
    public async Task PyPI_answers_with_the_licence_and_the_hashes_of_all_archives()
    {
        Registries.Put("/pypi/pypi/flask/2.3.2/json", $$$"""{"info":{"name":"Flask","license":"","license_expression":null,"classifiers":["License :: OSI Approved :: MIT License","Topic :: x"]},"urls":[{"digests":{"sha256":"{{{Zero}}}","md5":"0"}},{"digests":{"sha256":"{{{Zero.Replace('0', '1')}}}"}}]}""");

        var found = await FindAsync("pypi", "flask", "2.3.2");

        Assert.Equal(("MIT", LicenceForm.Expression, "registry"), (found!.Text, found.Form, found.Source));
        Assert.True(ArchiveIntegrity.Confirms(found.Integrity, ZeroIntegrity));
        Assert.Equal(2, found.Integrity!.Split(' ').Length);
        Assert.Null(await FindAsync("pypi", "flask", "9.9.9"));
    }

    [Fact]
    public async Task Crates_answer_with_the_licence_and_the_checksum()
    {
        Registries.Put("/crates/api/v1/crates/serde/1.0.188", $$$"""{"version":{"crate":"serde","num":"1.0.188","license":"MIT/Apache-2.0","checksum":"{{{Zero}}}"}}""");

        Assert.Equal(new DeclaredLicence(LicenceForm.Expression, "MIT OR Apache-2.0", "registry") { Integrity = ZeroIntegrity }, await FindAsync("cargo", "serde", "1.0.188"));
    }

    [Fact]
    public async Task RubyGems_answer_with_all_platforms_of_a_version()
    {
        Registries.Put("/gems/api/v1/versions/nokogiri.json", $$$"""[{"number":"1.16.0","platform":"ruby","licenses":["GPL-3.0-only"]},{"number":"1.15.4","platform":"ruby","licenses":["MIT","BSD-2-Clause"],"sha":"{{{Zero}}}"},{"number":"1.15.4","platform":"java","licenses":["MIT"],"sha":"{{{Zero.Replace('0', '1')}}}"}]""");

        var found = await FindAsync("gem", "nokogiri", "1.15.4");

        Assert.Equal("MIT OR BSD-2-Clause", found!.Text);
        Assert.Equal(2, found.Integrity!.Split(' ').Length);
        Assert.Null(await FindAsync("gem", "nokogiri", "2.0.0"));
    }

    [Fact]
    public async Task ComposerRegistries_answer_with_versions_that_stand_as_differences()
    {
        Registries.Put("/packagist/p2/psr/log.json", """{"minified":"composer/2.0","packages":{"psr/log":[{"version":"3.0.0","license":["MIT"],"dist":{"shasum":""}},{"version":"2.0.0"},{"version":"1.0.0","license":"__unset"},{"version":"0.9.0","license":["GPL-2.0-only","MIT"]}]}}""");
        Registries.Put("/packagist/p2/psr/log~dev.json", """{"packages":{"psr/log":[{"version":"dev-main","license":["ISC"]}]}}""");

        Assert.Equal("MIT", (await FindAsync("composer", "psr/log", "2.0.0"))!.Text);
        Assert.Equal("GPL-2.0-only OR MIT", (await FindAsync("composer", "psr/log", "0.9.0"))!.Text);
        Assert.Equal("ISC", (await FindAsync("composer", "psr/log", "dev-main"))!.Text);
        Assert.Null(await FindAsync("composer", "psr/log", "7.0.0"));
    }

    [Fact]
    public async Task Maven_repositories_answer_with_poms_whose_parents_may_hold_the_licence()
    {
        Registries.Put("/maven/org/slf4j/slf4j-api/2.0.7/slf4j-api-2.0.7.pom", "<project><parent><groupId>org.slf4j</groupId><artifactId>slf4j-parent</artifactId><version>2.0.7</version></parent></project>");
        Registries.Put("/maven/org/slf4j/slf4j-parent/2.0.7/slf4j-parent-2.0.7.pom", "<project><licenses><license><name>MIT License</name></license></licenses></project>");
        Registries.Put("/maven/a/b/1/b-1.pom", "<project><licenses><license><name>Apache-2.0</name></license><license><name>EPL-2.0</name></license></licenses></project>");
        Registries.Put("/maven/a/loop/1/loop-1.pom", "<project><parent><groupId>a</groupId><artifactId>loop</artifactId><version>1</version></parent></project>");
        Registries.Put("/maven/a/up/1/up-1.pom", "<project><parent><groupId>../../x</groupId><artifactId>up</artifactId><version>1</version></parent></project>");

        Assert.Equal(new DeclaredLicence(LicenceForm.Expression, "MIT", "registry"), await FindAsync("maven", "org.slf4j:slf4j-api", "2.0.7"));
        Assert.Equal(new DeclaredLicence(LicenceForm.Words, "Apache-2.0; EPL-2.0", "registry"), await FindAsync("maven", "a:b", "1"));
        Assert.Equal(LicenceForm.None, (await FindAsync("maven", "a:loop", "1"))!.Form);
        Assert.Equal(LicenceForm.None, (await FindAsync("maven", "a:up", "1"))!.Form);
        Assert.Null(await FindAsync("maven", "a:none", "1"));
    }

    [Theory]
    [InlineData("pypi", "PyPi")]
    [InlineData("cargo", "Crates")]
    [InlineData("gem", "RubyGems")]
    [InlineData("composer", "Packagist")]
    [InlineData("maven", "Maven")]
    [InlineData("golang", "go mod download")]
    public async Task Where_no_registry_is_set_nobody_is_asked_and_the_reason_says_so(string ecosystem, string expected)
    {
        var name = ecosystem switch { "maven" => "g:a", "composer" => "v/a", _ => "a" };
        var metadata = PackageServices.Create(new PackageOptions { Home = Home, NuGetSources = [], NpmRegistry = Registries.Npm, Packagist = "" }, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<StewardException>(() => metadata.FindAsync(new PackageId(ecosystem, name, "1.0.0"), _never));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsRetryable);
        Assert.Empty(Registries.Asked);
    }

    [Fact]
    public async Task Answers_that_are_something_else_are_refused_and_silence_is_unavailable()
    {
        foreach (var path in new[] { "/pypi/pypi/a/1/json", "/crates/api/v1/crates/a/1", "/gems/api/v1/versions/a.json", "/packagist/p2/v/a.json" })
        {
            foreach (var answer in new[] { "<html>", "7", "{}", """{"info":[],"version":7,"packages":{"v/a":{}}}""" }) await RefusesAsync(path, answer);
        }

        Registries.Instead = context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<StewardException>(() => FindAsync("pypi", "a", "1"))).Kind);
    }

    [Fact]
    public async Task What_they_said_is_kept_for_ever()
    {
        var account = await Azurite.AccountAsync();
        Registries.Put("/crates/api/v1/crates/serde/1.0.188", $$$"""{"version":{"license":"MIT","checksum":"{{{Zero}}}"}}""");
        var first = await PackageServices.Create(Options(), TimeProvider.System, account).FindAsync(new PackageId("cargo", "serde", "1.0.188"), _never);
        var unset = Options();
        unset.Crates = null;

        Assert.Equal(first, await PackageServices.Create(unset, TimeProvider.System, account).FindAsync(new PackageId("cargo", "serde", "1.0.188"), _never));
        Assert.Single(Registries.Asked);
    }

    [Fact]
    public void An_address_with_a_password_in_it_is_refused()
    {
        var options = Options();
        (options.PyPi, options.Maven) = ("https://user:secret@pypi.example/", "file:///m2");

        Assert.Equal(["PyPi", "Maven"], options.Problems().Select(p => p.Split(':')[0]));
        Assert.DoesNotContain(options.Problems(), p => p.Contains("secret", StringComparison.Ordinal));
    }

    private async Task RefusesAsync(string path, string answer)
    {
        Registries.Put(path, answer);
        var (ecosystem, name) = path.Split('/')[1] switch { "pypi" => ("pypi", "a"), "crates" => ("cargo", "a"), "gems" => ("gem", "a"), _ => ("composer", "v/a") };
        var failure = await Assert.ThrowsAsync<StewardException>(() => FindAsync(ecosystem, name, "1"));
        Assert.Equal(FailureKind.Invalid, failure.Kind);
        Assert.Contains("cannot be read", failure.Message, StringComparison.Ordinal);
    }

    private Task<DeclaredLicence?> FindAsync(string ecosystem, string name, string version) =>
        PackageServices.Create(Options(), TimeProvider.System).FindAsync(new PackageId(ecosystem, name, version), _never);

    private PackageOptions Options() => new()
    {
        Home = Home, NuGetSources = [], NpmRegistry = Registries.Npm, PyPi = Registries.Of("pypi"), Crates = Registries.Of("crates"), RubyGems = Registries.Of("gems"),
        Packagist = Registries.Of("packagist"), Maven = Registries.Of("maven"),
    };
}
