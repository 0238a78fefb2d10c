using System.Text.RegularExpressions;
using Steward.Policy;
using Steward.Policy.Proposals;
using Steward.Stages;
using Xunit;

namespace Steward.UnitTests.Policy;

public sealed class PolicyProposalTests
{
    private const string TestProject = "<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup><ItemGroup><PackageReference Include=\"xunit.v3\" /></ItemGroup></Project>";

    [Fact]
    public void A_dotnet_repository_gets_its_sdk_its_test_projects_and_its_licences()
    {
        var policy = Propose(
            ("README.md", "# The shop\n"), ("global.json", """{ "sdk": { "version": "10.0.401" /* pinned */, "rollForward": "disable" } }"""), ("Shop.sln", ""),
            ("tests/Shop.UnitTests/Shop.UnitTests.csproj", TestProject), ("tests/Shop.UnitTests/A.cs", "  [Fact]\n  [Theory]\n// [Fact] \n"),
            ("tests/Kit/Kit.csproj", "<PackageReference Include=\"xunit.v3.assert\" />"), ("tests/Shop.UnitTests/packages.lock.json", "{}"));

        Assert.Equal("The shop", policy.Get(ProductPolicy.Section).Title);
        Assert.Equal("10.0.401", Node(policy, "development.environment").TextMap("tools")["dotnet-sdk"]);
        var sets = Node(policy, "testing")["sets"].Entries.ToList();
        var (name, unit) = Assert.Single(sets);
        Assert.Equal("unit", name);
        Assert.Equal("dotnet run --project tests/Shop.UnitTests/Shop.UnitTests.csproj -- -trx results/unit.trx", unit.Text("command"));
        Assert.Equal("results/unit.trx", unit.Text("results"));
        Assert.Equal(2, unit.Number("minimum", 0));
        Assert.Contains("MIT", Node(policy, "security.licences").TextList("allow"));
        Assert.True(Node(policy, "security.antivirus").Flag("required", false));
    }

    [Theory]
    [InlineData("package.json", """{"scripts":{"test":"vitest"}}""", "npm", "npx vitest run --reporter=junit --outputFile=results/npm.xml")]
    [InlineData("web/package.json", """{"scripts":{"test":"jest"}}""", "npm-web", "cd web && JEST_JUNIT_OUTPUT_FILE=../results/npm-web.xml npx jest --reporters=default --reporters=jest-junit")]
    [InlineData("package.json", """{"scripts":{"test":"mocha 'a'"}}""", "npm", "npx mocha --reporter xunit --reporter-option output=results/npm.xml")]
    [InlineData("package.json", """{"scripts":{"test":"mocha"},"devDependencies":{"mocha-junit-reporter":"2"}}""", "npm", "npx mocha --reporter mocha-junit-reporter --reporter-option mochaFile=results/npm.xml")]
    [InlineData("package.json", """{"scripts":{"test":"node --test"}}""", "npm", "mkdir -p results && node --test --test-reporter=junit --test-reporter-destination=results/npm.xml")]
    [InlineData("w/package.json", """{"scripts":{"test":"tsc && node --import tsx --test a.ts"}}""", "npm-w", "cd w && mkdir -p ../results && tsc && node --import tsx --test --test-reporter=junit --test-reporter-destination=../results/npm-w.xml a.ts")]
    [InlineData("package.json", """{"scripts":{"test":"npm run unit"},"devDependencies":{"vitest":"2"}}""", "npm", "npx vitest run --reporter=junit --outputFile=results/npm.xml")]
    [InlineData("package.json", """{"scripts":{"test":"ava"}}""", "npm", "npm test")]
    [InlineData("a/b_test.go", "", "go", "mkdir -p results && gotestsum --junitfile results/go.xml ./...")]
    [InlineData("tests/test_a.py", "", "pytest", "python -m pytest --junitxml=results/pytest.xml")]
    [InlineData("Cargo.toml", "[package]", "cargo", "cargo nextest run --profile ci")]
    [InlineData("T.csproj", "<PackageReference Include=\"Microsoft.NET.Test.Sdk\" />", "t", "dotnet test T.csproj --logger \"trx;LogFileName=t.trx\" --results-directory results")]
    public void Each_way_of_testing_becomes_a_set(string path, string text, string set, string command) =>
        Assert.Equal(command, Node(Propose((path, text)), "testing")["sets"][set].Text("command"));

    [Theory]
    [InlineData("jest")]
    [InlineData("mocha")]
    [InlineData("vitest")]
    [InlineData("node --test")]
    [InlineData("anything else")]
    public void What_npm_runs_reports_in_a_format_that_the_testing_stage_reads(string script) =>
        Assert.Equal("results/npm.xml", Node(Propose(("package.json", "{\"scripts\":{\"test\":\"" + script + "\"}}")), "testing")["sets"]["npm"].Text("results"));

    [Theory]
    [InlineData("""{"scripts":{"test":"jest"}}""", "npm install --save-dev jest-junit")]
    [InlineData("""{"scripts":{"test":"ava"}}""", "let it write JUnit XML to results/npm.xml")]
    public void What_a_runner_still_needs_is_said(string package, string hint) =>
        Assert.Contains(hint, Regex.Replace(PolicyProposal.For(Sections.Stages(), Picture(("package.json", package)), "s.json").Text, @"\s*\n\s*# ", " "), StringComparison.Ordinal);

    [Fact]
    public void Where_the_reporter_is_there_nothing_more_is_asked_for() => Assert.DoesNotContain(
        "--save-dev", PolicyProposal.For(Sections.Stages(), Picture(("package.json", """{"scripts":{"test":"jest"},"devDependencies":{"jest-junit":"16"}}""")), "s.json").Text, StringComparison.Ordinal);

    [Fact]
    public void A_maven_build_is_a_set_when_it_has_tests()
    {
        Assert.True(Node(Propose(("pom.xml", ""), ("src/test/java/ATest.java", "")), "testing")["sets"]["maven"].Exists);
        Assert.False(Node(Propose(("pom.xml", "")), "testing")["sets"].Exists);
    }

    [Theory]
    [InlineData(".nvmrc", "v22.1.0\n", "node", "22.1.0")]
    [InlineData(".node-version", "20", "node", "20")]
    [InlineData("package.json", """{"engines":{"node":"22.3.0"}}""", "node", "22.3.0")]
    [InlineData("package.json", """{"engines":{"node":">=20"}}""", "node", ">=20")]
    [InlineData("global.json", """{"sdk":{"version":"10.0.100","rollForward":"latestFeature"}}""", "dotnet-sdk", "10.0")]
    [InlineData("global.json", """{"sdk":{"version":"8.0.300","rollForward":"minor"}}""", "dotnet-sdk", "8")]
    [InlineData("global.json", """{"sdk":{"version":"8.0.300"}}""", "dotnet-sdk", ">=8.0.300")]
    [InlineData("package.json", """{"packageManager":"npm@10.2.0+sha512.abc"}""", "npm", "10.2.0")]
    [InlineData("go.mod", "module x\n\ngo 1.22\n\ntoolchain go1.22.3\n", "go", "1.22.3")]
    [InlineData("rust-toolchain.toml", "[toolchain]\nchannel = \"1.78.0\"\n", "rust", "1.78.0")]
    [InlineData(".python-version", "3.12.1\n", "python", "3.12.1")]
    public void Each_file_that_pins_a_version_is_read(string path, string text, string tool, string version) =>
        Assert.Equal(version, Node(Propose((path, text)), "development.environment").TextMap("tools")[tool]);

    [Theory]
    [InlineData(".nvmrc", "lts/*")]
    [InlineData("package.json", """{"engines":{"node":"^20 || 22"},"scripts":{"test":"echo \"Error: no test specified\""}}""")]
    [InlineData("package.json", "{ broken")]
    [InlineData("package.json", "[]")]
    [InlineData("global.json", """{"sdk":7}""")]
    [InlineData("README.md", "no heading")]
    public void What_says_nothing_certain_proposes_nothing(string path, string text)
    {
        var policy = Propose((path, text));

        Assert.False(Node(policy, "development.environment").Exists);
        Assert.False(Node(policy, "testing").Exists);
    }

    [Fact]
    public void Names_and_scripts_with_anything_in_them_stay_inside_their_scalars_and_comments() => Propose(
        ("README.md", "# It's: a \"shop\" #1 & *more*\r\n"), ("package.json", "{\"scripts\":{\"test\":\"jest\\n\\u0000version: 2\\u2028x: y\"}}"),
        (".github/workflows/a\nb: c.yml", ""), ("x: y/- z/package.json", """{"scripts":{"test":"jest"}}"""), ("1/Tests.csproj", TestProject), ("2/Tests.csproj", TestProject));

    [Fact]
    public void Where_a_section_is_not_registered_nothing_of_it_is_proposed_and_that_is_told()
    {
        var proposal = PolicyProposal.For(new StageRegistry().Sections, Picture((".nvmrc", "22.1.0"), ("README.md", "# Shop")), "s.json");

        Assert.Empty(new PolicyReader(new StageRegistry().Sections).Read(proposal.Text).Problems);
        Assert.Equal(["development.environment.tools.node", "security.antivirus.required"], proposal.LeftOut);
        Assert.Contains("title: Shop", proposal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_section_asks_for_more_than_is_known_it_is_left_out_as_a_whole()
    {
        var registry = Sections.Registry(Sections.Section(
            "security.antivirus", new Field("required", new FlagShape("Whether.")), new Field("address", new TextShape("Where."), Required: true)));

        var proposal = PolicyProposal.For(registry, Picture(("README.md", "# Shop")), "s.json");

        Assert.Equal(["security.antivirus.required"], proposal.LeftOut);
        Assert.Contains("title: Shop", proposal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_proposal_reads_well()
    {
        var proposal = PolicyProposal.For(
            Sections.Stages(), Picture(("package.json", """{"scripts":{"test":"jest"}}"""), ("package-lock.json", "{}"), (".github/workflows/ci.yml", "")), "s.json");

        Assert.Equal(
            """
            # yaml-language-server: $schema=s.json
            #
            # What Steward asks of this product's changes and releases. Proposed from what lies in the repository:
            # * npm: 1 project file, 1 lock file.
            # * GitHub workflows: ci.yml. Let the job that tests end with 'steward results push'.
            # Read every line, change what is wrong, and run 'steward policy check'.

            version: 1

            # About testing.
            testing:
              # Test sets by name.
              sets:
                npm:
                  # package.json has the test script 'jest'. Jest itself writes no JUnit XML: npm install --save-dev
                  # jest-junit.
                  command: 'JEST_JUNIT_OUTPUT_FILE=results/npm.xml npx jest --reporters=default --reporters=jest-junit'
                  results: results/npm.xml
                  # An empty report is not Pass; raise this to the number of tests that a full run has.
                  minimum: 1

            # Rules of the security stage.
            security:
              # About security.licences.
              licences:
                # 1 lock file names the dependencies. These licences ask for no more than attribution; any other one, and an
                # unknown one, is Fail.
                allow: [0BSD, Apache-2.0, BSD-2-Clause, BSD-3-Clause, BlueOak-1.0.0, CC0-1.0, ISC, MIT, MIT-0, Unlicense, Zlib]
              # About security.antivirus.
              antivirus:
                # Changed files are scanned by a clamd; without one the verdict is Missing. Write false only if you do
                # without: the verdict then says so.
                required: true

            # gate: What the gate for changes asks for.
            #   requires: The stages and capabilities that must let a change through; without this key: all of them.

            # development.environment: About development.environment.
            #   tools: Versions by tool.

            # development.snapshots: About development.snapshots.
            #   every: How often.

            """.ReplaceLineEndings("\n"),
            proposal.Text);
    }

    private static Steward.Policy.Policy Propose(params (string Path, string Text)[] files)
    {
        var proposal = PolicyProposal.For(Sections.Stages(), Picture(files), "s.json");
        Assert.Empty(proposal.LeftOut);
        var reading = new PolicyReader(Sections.Stages()).Read(proposal.Text);
        Assert.Empty(reading.Problems);
        return reading.Policy;
    }

    private static RepositoryPicture Picture(params (string Path, string Text)[] files) =>
        new(files.Select(f => f.Path), path => files.FirstOrDefault(f => f.Path == path).Text);

    private static PolicyNode Node(Steward.Policy.Policy policy, string path) =>
        policy.Get(new PolicySection<PolicyNode>(path, new FlagShape(""), node => node));
}
