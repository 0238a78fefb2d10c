using Xunit;

namespace Steward.UnitTests.Security;

/// <summary>Every manifest needs a lock file of its own ecosystem that covers its own folder.</summary>
public sealed class UnlockedManifestTests
{
    private const string Project = """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="A" /></ItemGroup></Project>""";
    private const string OldProject = """<Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003"><ItemGroup><PackageReference Include="A" /></ItemGroup></Project>""";
    private const string Plain = """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><ProjectReference Include="../a/a.csproj" /><PackageReference Update="A" /></ItemGroup></Project>""";
    private const string Web = """{"name":"web","dependencies":{"left":"^1.0.0"}}""";
    private const string NuGetLock = """{"version":2,"dependencies":{}}""";
    private const string NpmLock = """{"lockfileVersion":3,"packages":{"":{"name":"web"}}}""";
    private const string WorkspaceLock = """{"lockfileVersion":3,"packages":{"":{"workspaces":["packages/*"]},"packages/a":{"version":"1.0.0"},"../lib":{"version":"1.0.0"},"node_modules/a":{"resolved":"packages/a","link":true}}}""";

    [Fact]
    public async Task A_lock_file_covers_its_own_folder_and_hides_no_other() => Assert.Equal(
        ["src/b/b.csproj", "tools/package.json", "web/inner/package.json"],
        await UnlockedAsync(
            ("src/a/a.csproj", Project), ("src/a/packages.lock.json", NuGetLock), ("src/b/b.csproj", Project),
            ("web/package.json", Web), ("web/package-lock.json", NpmLock), ("web/inner/package.json", Web), ("tools/package.json", Web)));

    [Fact]
    public async Task A_lock_file_of_another_ecosystem_covers_nothing() =>
        Assert.Equal(["a.csproj"], await UnlockedAsync(("a.csproj", Project), ("package.json", Web), ("package-lock.json", NpmLock)));

    [Theory]
    [InlineData("a.csproj", Project)]
    [InlineData("a.fsproj", OldProject)]
    [InlineData("a.csproj", "<Project><broken>")]
    [InlineData("package.json", Web)]
    [InlineData("package.json", """{"devDependencies":{"a":"1"}}""")]
    [InlineData("package.json", """{"optionalDependencies":{"a":"1"}}""")]
    [InlineData("package.json", """{"peerDependencies":{"a":"1"}}""")]
    [InlineData("package.json", """{"dependencies":["a"]}""")]
    [InlineData("package.json", "{ broken")]
    [InlineData("requirements.txt", "a==1.0")]
    [InlineData("requirements-dev.txt", "a>=1.0 --hash=sha256:00")]
    [InlineData("requirements.in", "a")]
    [InlineData("setup.py", "setup(install_requires=['a'])")]
    [InlineData("build.gradle.kts", "dependencies { implementation(\"g:a:1\") }")]
    [InlineData("pom.xml", "<project><dependencies><dependency></dependency></dependencies></project>")]
    [InlineData("go.mod", "module a\nrequire b v1.0.0\n")]
    public async Task What_names_dependencies_or_cannot_be_read_is_named(string path, string text) => Assert.Equal([path], await UnlockedAsync((path, text)));

    [Theory]
    [InlineData("a.csproj", Plain)]
    [InlineData("package.json", """{"name":"a","scripts":{"test":"node --test"}}""")]
    [InlineData("package.json", """{"dependencies":{},"devDependencies":null}""")]
    [InlineData("packages.config", """<packages><package id="A" version="1.0.0" /></packages>""")]
    [InlineData("requirements.txt", "a==1.0 --hash=sha256:00\nb==2 # via a\n")]
    [InlineData("Directory.Packages.props", """<Project><ItemGroup><PackageVersion Include="A" Version="1.0.0" /></ItemGroup></Project>""")]
    [InlineData("node_modules/a/package.json", Web)]
    [InlineData("go.mod", "module a\n")]
    public async Task What_names_none_needs_no_lock_file(string path, string text) => Assert.Empty(await UnlockedAsync((path, text)));

    [Fact]
    public async Task What_MSBuild_imports_by_itself_counts_as_the_projects_own() => Assert.Equal(
        ["src/a/a.csproj"],
        await UnlockedAsync(("src/Directory.Build.props", Project), ("src/a/a.csproj", Plain), ("test/b.csproj", Plain), ("src/c/Directory.Build.props", Plain), ("src/c/c.csproj", Plain)));

    [Fact]
    public async Task A_lock_file_with_the_projects_name_covers_that_project_only() => Assert.Equal(
        ["other.csproj"], await UnlockedAsync(("my app.csproj", Project), ("packages.my_app.lock.json", NuGetLock), ("other.csproj", Project)));

    [Fact]
    public async Task A_workspace_is_covered_by_the_lock_file_that_names_it() => Assert.Equal(
        ["web/packages/b/package.json"],
        await UnlockedAsync(
            ("web/package.json", Web), ("web/package-lock.json", WorkspaceLock), ("web/packages/a/package.json", Web), ("web/packages/b/package.json", Web), ("lib/package.json", Web)));

    [Fact]
    public async Task A_lock_file_that_cannot_be_read_yet_is_a_problem_of_its_own()
    {
        var scan = await new ScannedFolder(("package.json", Web), ("bun.lock", ""), ("packages/a/package.json", Web)).ScanAsync();

        Assert.Empty(scan.Unlocked);
        Assert.NotNull(Assert.Single(scan.Files).Problem);
    }

    private static async Task<IReadOnlyList<string>> UnlockedAsync(params (string Path, string Text)[] files) => (await new ScannedFolder(files).ScanAsync()).Unlocked;
}
