using Xunit;

namespace Steward.UnitTests.Security.LockFiles;

public sealed class NpmFamilyTests
{
    private const string Package = """{"name":"product","dependencies":{"a":"^1.0.0","alias":"npm:real@^4"},"devDependencies":{"t":"~2.0.0"}}""";

    [Fact]
    public void Npm_3_finds_ways_as_node_does_and_begins_at_workspaces_too()
    {
        var reading = Reading.Of("package-lock.json", """
            {"lockfileVersion":3,"packages":{
              "":{"name":"p","dependencies":{"a":"1"},"devDependencies":{"t":"2"}},
              "packages/w":{"dependencies":{"b":"9"}},
              "node_modules/w":{"link":true,"resolved":"packages/w"},
              "node_modules/a":{"version":"1.0.0","dependencies":{"b":"1","c":"1"}},
              "node_modules/a/node_modules/b":{"version":"1.0.0","dependencies":{"c":"1"}},
              "node_modules/b":{"version":"9.0.0"},
              "node_modules/c":{"version":"1.0.0"},
              "node_modules/t":{"version":"2.0.0","dev":true,"dependencies":{"u":"1"}},
              "node_modules/u":{"version":"1.0.0","dev":true}}}
            """);

        Assert.Null(reading.Problem);
        Assert.Equal(
            ["a@1.0.0 direct", "b@1.0.0 transitive a>b", "b@9.0.0 direct", "c@1.0.0 transitive a>c", "t@2.0.0 direct dev", "u@1.0.0 transitive dev t>u"],
            Reading.Lines(reading));
        Assert.Equal(["a@1.0.0", "b@1.0.0"], reading.Packages.Single(p => p.Id.Name == "c").RequiredBy);
        Assert.Equal(["packages/w"], reading.Workspaces);
    }

    [Fact]
    public void Npm_1_learns_what_is_direct_from_its_manifest_alone()
    {
        const string Lock = """{"lockfileVersion":1,"dependencies":{"a":{"version":"1.0.0","requires":{"b":"1"},"dependencies":{"b":{"version":"1.0.0"}}},"b":{"version":"2.0.0"}}}""";

        Assert.Equal(["a@1.0.0 direct", "b@2.0.0 transitive", "b@1.0.0 transitive a>b"], Reading.Lines(Reading.Of("package-lock.json", Lock, ("package.json", Package))));
        Assert.Equal(["a@1.0.0 untold", "b@2.0.0 untold", "b@1.0.0 untold a>b"], Reading.Lines(Reading.Of("package-lock.json", Lock)));
    }

    [Fact]
    public void Yarn_1_gives_aliases_repositories_and_what_only_development_needs()
    {
        var reading = Reading.Of("yarn.lock", Fixtures.Yarn1, ("package.json", Package), ("packages/w/package.json", """{"name":"w","dependencies":{"a":"^1.0.0","product":"*"}}"""), ("other/package.json", """{"dependencies":{"x":"7"}}"""));

        Assert.Null(reading.Problem);
        Assert.Equal(
            [
                "@scope/b@1.2.3 transitive a>@scope/b", "a@1.0.5 direct", "real@4.0.0 direct", "t@2.0.1 direct dev",
                "g@0.1.0 transitive dev t>g [git+https://git.example/g.git#00112233445566778899aabbccddeeff00112233]",
            ],
            Reading.Lines(reading));
        Assert.Equal("sha1-ABEiM0RVZneImaq7zN3u/wARIjM=", reading.Packages[0].Integrity);
        Assert.Equal("sha512-abc==", reading.Packages[1].Integrity);
        Assert.Equal(["packages/w"], reading.Workspaces);
    }

    [Fact]
    public void Yarn_1_without_its_manifest_does_not_guess_what_is_direct() =>
        Assert.Equal(["@scope/b@1.2.3 untold a>@scope/b", "a@1.0.5 untold"], Reading.Lines(Reading.Of("yarn.lock", Fixtures.Yarn1)).Take(2));

    [Fact]
    public void Passwords_in_addresses_are_not_told() => Assert.Equal(
        "git+https://git.example/x.git#abc",
        Reading.Of("package-lock.json", """{"lockfileVersion":3,"packages":{"node_modules/x":{"version":"1.0.0","resolved":"git+https://user:secret@git.example/x.git#abc"}}}""").Packages[0].Elsewhere);

    [Fact]
    public void A_yarn_lock_that_lags_behind_its_manifest_is_a_problem() => Assert.Equal(
        "package.json beside it names 'new', which is not locked in that range. Run 'yarn install'.",
        Reading.Of("yarn.lock", Fixtures.Yarn1, ("package.json", """{"dependencies":{"a":"^1.0.0","new":"1","own":"link:../own"},"peerDependencies":{"p":"*"}}""")).Problem);

    [Fact]
    public void Berry_gives_workspaces_patches_and_what_only_development_needs()
    {
        var reading = Reading.Of("yarn.lock", Fixtures.Berry, ("package.json", Package));

        Assert.Null(reading.Problem);
        Assert.Equal(
            ["a@1.0.5 direct", "@scope/b@1.2.3 transitive a>@scope/b", "t@2.0.1 direct dev", "u@1.0.0 direct [https://files.example/u.tgz]"],
            Reading.Lines(reading));
        Assert.Equal(["packages/w"], reading.Workspaces);
    }

    [Theory]
    [InlineData("5.4", false)]
    [InlineData("6.0", false)]
    [InlineData("9.0", true)]
    public void Pnpm_of_every_version_gives_the_same(string version, bool knowsPeers)
    {
        var reading = Reading.Of("pnpm-lock.yaml", version switch { "5.4" => Fixtures.Pnpm5, "6.0" => Fixtures.Pnpm6, _ => Fixtures.Pnpm9 });

        Assert.Null(reading.Problem);
        Assert.Equal(
            ["@scope/b@1.2.3 transitive a>@scope/b", "a@1.0.5 direct", "t@2.0.1 direct dev", "u@3.0.0 transitive dev t>u"],
            Reading.Lines(reading).Order(StringComparer.Ordinal));
        Assert.Equal("sha512-abc==", reading.Packages.Single(p => p.Id.Name == "a").Integrity);
        Assert.Equal(knowsPeers ? ["packages/w"] : [], reading.Workspaces);
    }

    [Theory]
    [InlineData("yarn.lock", "a@1:\n  resolved \"x\"\n", "Line 1: 'a@1' needs a version.")]
    [InlineData("yarn.lock", "a@1:\n  version \"1.0.0\n", "Line 2: 'version \"1.0.0' is not what Yarn writes.")]
    [InlineData("yarn.lock", "<<<<<<< ours\n", "git's marker of a conflict")]
    [InlineData("yarn.lock", "__metadata:\n  version: 8\n\"a@npm:1\":\n  version: 1.0.0\n", "Line 4: 'a@npm:1' needs 'version' and 'resolution'.")]
    [InlineData("yarn.lock", "__metadata:\n  version: 8\n\"a@npm:1\": [\n", "This is not YAML at line")]
    [InlineData("yarn.lock", "__metadata:\n  a: &x 1\n  b: *x\n", "lock files have no aliases")]
    [InlineData("pnpm-lock.yaml", "", "'lockfileVersion' must be 5, 6 or 9")]
    [InlineData("pnpm-lock.yaml", "lockfileVersion: '12.0'\n", "'lockfileVersion' must be 5, 6 or 9")]
    [InlineData("pnpm-lock.yaml", "lockfileVersion: '9.0'\npackages:\n  a@1.0.0: 7\nsnapshots:\n  a@1.0.0: {}\n", "Line 3: 'a@1.0.0' needs a name, a version and a 'resolution'.")]
    [InlineData("pnpm-lock.yaml", "lockfileVersion: '9.0'\nlockfileVersion: '9.0'\n", "'lockfileVersion' stands twice")]
    public void A_broken_file_has_a_precise_problem(string name, string content, string expected) =>
        Assert.Contains(expected, Reading.Of(name, content).Problem, StringComparison.Ordinal);

    [Fact]
    public void What_stands_before_the_end_of_a_truncated_file_is_kept()
    {
        var reading = Reading.Of("pnpm-lock.yaml", Fixtures.Pnpm9[..^20] + "\n   [");

        Assert.NotNull(reading.Problem);
        Assert.Contains(reading.Packages, p => p.Id.Name == "a");
    }
}
