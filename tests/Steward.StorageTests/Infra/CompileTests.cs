using System.Text.Json.Nodes;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Infra;

/// <summary>The Bicep files as the compiler sees them.</summary>
[Long]
public sealed class CompileTests
{
    private static readonly Dictionary<string, string?> _nothing = [];
    private static readonly Lazy<Task<Dictionary<string, JsonObject>>> Built = new(BuildAsync);

    [Theory]
    [InlineData("**/*.bicep")]
    [InlineData("**/*.bicepparam")]
    public async Task Every_file_is_free_of_warnings_and_formatted(string files)
    {
        using var copy = new InfraCopy();

        var lint = await Bicep.RunAsync(copy.Folder, _nothing, "lint", "--pattern", files);
        var format = await Bicep.RunAsync(copy.Folder, _nothing, "format", "--pattern", files);

        Assert.Equal((0, "", ""), (lint.Exit, lint.Out, lint.Notes));
        Assert.Equal(0, format.Exit);
        Assert.All(
            Directory.EnumerateFiles(copy.Folder, Path.GetFileName(files), SearchOption.AllDirectories),
            file => Assert.Equal(File.ReadAllText(Repository.PathOf("infra", Path.GetRelativePath(copy.Folder, file))), File.ReadAllText(file)));
    }

    [Fact]
    public async Task A_rule_that_is_broken_fails_the_build()
    {
        using var copy = new InfraCopy();
        await File.WriteAllTextAsync(Path.Combine(copy.Folder, "broken.bicep"), "@description('Used by nobody.')\nparam nobody string\n");

        var build = await Bicep.RunAsync(copy.Folder, _nothing, "build", "broken.bicep", "--stdout");

        Assert.NotEqual(0, build.Exit);
        Assert.Contains("no-unused-params", build.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_module_parameter_and_output_says_what_it_is()
    {
        var templates = await Built.Value;

        Assert.All(templates, t => Assert.NotNull(t.Value["metadata"]?["description"]));
        foreach (var part in new[] { "parameters", "outputs", "definitions" })
            foreach (var (file, template) in templates)
                Assert.All(template[part]?.AsObject() ?? [], p => Assert.True(p.Value!["metadata"]?["description"] is not null, $"{file}: {p.Key} has no @description."));
    }

    [Fact]
    public async Task No_secret_goes_in_and_none_comes_out()
    {
        foreach (var template in (await Built.Value).Values)
        {
            var text = template.ToJsonString();
            Assert.DoesNotContain("\"type\":\"secure", text, StringComparison.OrdinalIgnoreCase);
            foreach (var call in new[] { "listKeys", "listAccountSas", "listServiceSas", "listConnectionStrings", "listSecrets" })
                Assert.DoesNotContain(call, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Microsoft.KeyVault/vaults/secrets\"", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("ConnectionString", template["outputs"]?.ToJsonString() ?? "", StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Every_name_that_must_be_unique_in_the_world_is_another_in_another_environment()
    {
        var one = await Bicep.DeploymentAsync("none");
        var other = await Bicep.OtherAsync();

        foreach (var type in new[] { Types.Account, Types.KeyVault, Types.App, Types.Role })
            Assert.Empty(one.Of(type).Select(r => r.Name).Intersect(other.Of(type).Select(r => r.Name)));
    }

    private static async Task<Dictionary<string, JsonObject>> BuildAsync()
    {
        using var copy = new InfraCopy();
        var build = await Bicep.RunAsync(copy.Folder, _nothing, "build", "--pattern", "**/*.bicep");
        Assert.Equal((0, "", ""), (build.Exit, build.Out, build.Notes));
        var built = Directory.EnumerateFiles(copy.Folder, "*.bicep", SearchOption.AllDirectories).Select(f => Path.ChangeExtension(f, ".json"));
        return built.ToDictionary(f => Path.GetRelativePath(copy.Folder, f), f => JsonNode.Parse(File.ReadAllText(f))!.AsObject(), StringComparer.Ordinal);
    }
}
