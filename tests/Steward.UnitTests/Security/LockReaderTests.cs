using System.Text;
using Steward.Stages.Security.Licences.Locks;
using Steward.UnitTests.Security.LockFiles;
using Xunit;

namespace Steward.UnitTests.Security;

public sealed class LockReaderTests
{
    [Fact]
    public void NuGet_locks_give_the_packages_of_all_frameworks_and_leave_projects_out()
    {
        var reading = Read("packages.lock.json", Locks.NuGet);

        Assert.Null(reading.Problem);
        Assert.Equal(
            ["nuget:Direct.One@1.0.0", "nuget:Transitive.Two@2.1.0-beta.1", "nuget:Central.Three@3.0.0", "nuget:Only.Old@0.9.0"],
            reading.Packages.Select(p => p.Id.ToString()));
    }

    [Fact]
    public void Npm_3_locks_give_licences_and_leave_workspaces_and_links_out()
    {
        var reading = Read("web/package-lock.json", Locks.Npm3);

        Assert.Null(reading.Problem);
        Assert.Equal(
            [
                "npm:left@1.0.0 MIT shipped", "npm:@scope/right@2.0.0 (MIT OR Apache-2.0) development", "npm:inner@0.1.0 - shipped",
                "npm:real-name@3.0.0 ISC shipped", "npm:from-git@1.2.3 - shipped elsewhere",
            ],
            reading.Packages.Select(Line));
    }

    [Fact]
    public void Npm_1_locks_give_nested_packages_and_aliases()
    {
        var reading = Read("npm-shrinkwrap.json", Locks.Npm1);

        Assert.Null(reading.Problem);
        Assert.Equal(
            ["npm:a@1.0.0 - shipped", "npm:b@2.0.0 - development", "npm:real@4.0.0 - shipped", "npm:g@0.0.0-", "npm:deep@0.0.1 - shipped"],
            reading.Packages.Select(p => p.Elsewhere is null ? Line(p) : $"npm:{p.Id.Name}@{p.Id.Version[..6]}"));
    }

    [Theory]
    [InlineData("package-lock.json", "", "not valid JSON at line 1, byte 1")]
    [InlineData("package-lock.json", "{\n \"lockfileVersion\": 3,\n", "not valid JSON at line 3, byte 1")]
    [InlineData("package-lock.json", "[]", "A JSON object is expected, not a list.")]
    [InlineData("package-lock.json", "{}", "'lockfileVersion' must be 1, 2 or 3")]
    [InlineData("package-lock.json", """{"lockfileVersion":9}""", "'lockfileVersion' must be 1, 2 or 3")]
    [InlineData("package-lock.json", """{"lockfileVersion":3}""", "The object 'packages' is missing.")]
    [InlineData("package-lock.json", """{"lockfileVersion":3,"packages":{"node_modules/a":{}}}""", "packages['node_modules/a'] needs a 'version'.")]
    [InlineData("package-lock.json", """{"lockfileVersion":3,"packages":{"node_modules/a":7}}""", "packages['node_modules/a'] needs a 'version'.")]
    [InlineData("package-lock.json", """{"lockfileVersion":3,"packages":{"node_modules/../../x":{"version":"1.0.0"}}}""", "is not a package")]
    [InlineData("package-lock.json", """{"lockfileVersion":1,"dependencies":{"a":{"version":7}}}""", "dependencies['a'] needs a 'version'.")]
    [InlineData("packages.lock.json", """{"version":7}""", "'version' must be 1, 2 or 3")]
    [InlineData("packages.lock.json", """{"version":1}""", "The object 'dependencies' is missing.")]
    [InlineData("packages.lock.json", """{"version":1,"dependencies":{"net10.0":[]}}""", "dependencies.net10.0 must be an object, not a list.")]
    [InlineData("packages.lock.json", """{"version":1,"dependencies":{"net10.0":{"A":{"type":"Direct"}}}}""", "A below net10.0 needs a known 'type' and a 'resolved' version.")]
    [InlineData("packages.lock.json", """{"version":1,"dependencies":{"net10.0":{"A":{"type":"New","resolved":"1.0.0"}}}}""", "needs a known 'type'")]
    [InlineData("packages.lock.json", """{"version":1,"dependencies":{"net10.0":{"A":{"type":"Direct","resolved":"../1"}}}}""", "is not a package")]
    [InlineData("packages.lock.json", "{\"version\":1,\"dependencies\":{\"\\ud800\":{}}}", "")]
    public void A_broken_file_has_a_precise_problem(string name, string content, string expected)
    {
        var reading = Read(name, content);

        if (expected.Length > 0) Assert.Contains(expected, reading.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_be_read_beside_a_broken_entry_is_kept()
    {
        var reading = Read("package-lock.json", """{"lockfileVersion":3,"packages":{"node_modules/a":{},"node_modules/b":{"version":"1.0.0"}}}""");

        Assert.NotNull(reading.Problem);
        Assert.Equal("npm:b@1.0.0", Assert.Single(reading.Packages).Id.ToString());
    }

    [Fact]
    public void A_package_that_is_needed_in_earnest_once_is_needed_in_earnest()
    {
        var reading = Read("package-lock.json", """
            {"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0","dev":true},"node_modules/b/node_modules/a":{"version":"1.0.0"},
            "node_modules/c":{"version":"1.0.0","devOptional":true}}}
            """);

        Assert.Equal(["npm:a@1.0.0 - shipped", "npm:c@1.0.0 - shipped"], reading.Packages.Select(Line));
    }

    [Fact]
    public void Mutated_lock_files_never_throw()
    {
        var random = new Random(20261123);
        string[] seeds = [Locks.NuGet, Locks.Npm3, Locks.Npm1];
        string[] names = ["packages.lock.json", "package-lock.json", "package-lock.json"];
        var problems = 0;
        for (var round = 0; round < 30_000; round++)
        {
            var kind = round % seeds.Length;
            var reading = LockReaders.For(names[kind])!.Read(Mutated(Encoding.UTF8.GetBytes(seeds[kind]), random));
            if (reading.Problem is not null) problems++;
            Assert.All(reading.Packages, p => Assert.DoesNotContain("..", p.Id.Name, StringComparison.Ordinal));
        }

        Assert.InRange(problems, 10_000, 29_999);
    }

    private static byte[] Mutated(byte[] seed, Random random) => Mutations.Of(seed, random, "{}[]\",:0\\");

    private static LockReading Read(string path, string content) => LockReaders.For(path)!.Read(Encoding.UTF8.GetBytes(content));

    private static string Line(LockedPackage package) =>
        $"{package.Id} {package.Declared?.Text ?? "-"} {(package.IsDevelopmentOnly ? "development" : "shipped")}{(package.Elsewhere is null ? "" : " elsewhere")}";
}
