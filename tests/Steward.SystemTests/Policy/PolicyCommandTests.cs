using System.Text.Json.Nodes;
using Steward.SystemTests.Commands;
using Steward.TestKit;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.Policy;

public sealed class PolicyCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steward-policy-");

    [Fact]
    public async Task Check_points_at_each_problem_as_compilers_do()
    {
        await File.WriteAllTextAsync(PathOf("steward.yaml"), "version: 1\nproduct:\n\ttitle: x\n");
        await File.WriteAllTextAsync(PathOf("other.yaml"), "version: 1\nproduct:\n  titel: Shop\ngate: 5\n");

        var run = await RunAsync("policy", "check", "other.yaml");

        Assert.Equal(1, run.Exit);
        Assert.Equal(
            """
            other.yaml:3:3: product.titel: The key 'titel' is not known here. Did you mean 'title'?
                3 |   titel: Shop
                  |   ^
            other.yaml:4:7: gate: Expected an object with keys (requires), found the number 5.
                4 | gate: 5
                  |       ^
            2 problems.

            """.ReplaceLineEndings("\n"), run.Out);
        Assert.Equal(1, (await RunAsync("policy", "check")).Exit);
    }

    [Fact]
    public async Task Check_answers_machines_with_one_document()
    {
        await File.WriteAllTextAsync(PathOf("steward.yaml"), "version: 1\nversio: 1\n");

        var run = await RunAsync("policy", "check", "--json");

        var problem = Assert.Single(JsonNode.Parse(run.Out)!["problems"]!.AsArray())!;
        Assert.False((bool)JsonNode.Parse(run.Out)!["valid"]!);
        Assert.Equal(("versio", 2, 1), ((string)problem["path"]!, (int)problem["line"]!, (int)problem["column"]!));
        Assert.Contains("Did you mean 'version'?", (string)problem["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_of_a_file_that_is_not_there_is_a_wrong_input()
    {
        var run = await RunAsync("policy", "check", "--json");

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Contains("steward policy init", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_writes_a_policy_that_is_valid_with_its_schema_and_never_over_one()
    {
        await File.WriteAllTextAsync(PathOf("package.json"), """{"scripts":{"test":"jest"},"engines":{"node":"22.1.0"}}""");
        await File.WriteAllTextAsync(PathOf("package-lock.json"), "{}");

        Assert.Equal(0, (await RunAsync("policy", "init", "--write")).Exit);

        Assert.Equal((0, "steward.yaml is valid.\n"), await RunAsync("policy", "check") is var check ? (check.Exit, check.Out) : default);
        var written = await File.ReadAllTextAsync(PathOf("steward.yaml"));
        Assert.StartsWith("# yaml-language-server: $schema=.steward/steward.schema.json\n", written, StringComparison.Ordinal);
        Assert.Equal((await RunAsync("policy", "schema")).Out, await File.ReadAllTextAsync(PathOf(".steward/steward.schema.json")));
        Assert.Equal(2, (await RunAsync("policy", "init", "--write")).Exit);
        Assert.Equal(written, await File.ReadAllTextAsync(PathOf("steward.yaml")));
    }

    [Fact]
    public async Task Init_of_this_very_repository_proposes_its_test_projects_and_writes_nothing()
    {
        var before = await File.ReadAllTextAsync(Repository.PathOf("steward.yaml"));

        var run = await RunAsync("policy", "init", Repository.Root);

        await File.WriteAllTextAsync(PathOf("proposed.yaml"), run.Out);
        Assert.Contains("tests/Steward.UnitTests/Steward.UnitTests.csproj", run.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("policy", "check", "proposed.yaml")).Exit);
        Assert.Equal(before, await File.ReadAllTextAsync(Repository.PathOf("steward.yaml")));
    }

    [Fact]
    public async Task The_policy_of_this_repository_is_valid() =>
        Assert.Equal(0, (await RunAsync("policy", "check", Repository.PathOf("steward.yaml"))).Exit);

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private Task<ProgramRun> RunAsync(params string[] arguments) => StewardCommand.RunAsync(_folder.FullName, new Dictionary<string, string>(), arguments);
}
