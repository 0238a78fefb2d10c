using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Policy;
using Steward.Stages;
using Xunit;

namespace Steward.UnitTests.Policy;

public sealed class PolicySchemaTests
{
    private static readonly PolicySections _registry = Sections.Registry(Sections.All);
    private static readonly JsonObject _schema = JsonNode.Parse(PolicySchema.Generate(_registry))!.AsObject();

    [Fact]
    public void The_published_schema_is_the_one_that_the_reader_has()
    {
        var published = File.ReadAllText(Path.Combine(Top(AppContext.BaseDirectory), "functions", "Steward", "Policy", PolicySchema.FileName));

        Assert.True(
            published == PolicySchema.Generate(Registered()),
            "The sections have changed. Build, then: scripts/steward policy schema > functions/Steward/Policy/steward.schema.json");
    }

    [Fact]
    public void Every_pattern_means_the_same_to_editors_as_to_the_reader()
    {
        var patterns = All(PolicyShape.Of(Registered())).OfType<TextShape>().Select(t => t.Pattern).OfType<string>();

        Assert.All(patterns, p => Assert.DoesNotMatch(@"\\[dDwWSbBpPkAzZ1-9]|\(\?[^:]", p));
    }

    [Fact]
    public void What_the_reader_accepts_the_schema_accepts_too()
    {
        var accepted = 0;
        var property = Prop.ForAll(Arb.From(PolicyDocuments.For(PolicyShape.Of(_registry))), document =>
        {
            if (Sections.Reader.Read(Yaml(document)).Problems.Count > 0) return true;
            accepted++;
            return !SchemaChecker.Check(_schema, document).Any();
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), property);
        Assert.True(accepted > 150, $"only {accepted} documents were valid: the property was hardly tested");
    }

    [Fact]
    public void What_the_reader_refuses_the_schema_refuses_too_but_for_days_durations_and_characters()
    {
        var refused = 0;
        var property = Prop.ForAll(Arb.From(PolicyDocuments.For(PolicyShape.Of(_registry))), document =>
        {
            var problems = Sections.Reader.Read(Yaml(document)).Problems;
            if (problems.Count == 0 || problems.Any(p => Regex.IsMatch(p.Message, "length of time|calendar|characters"))) return true;
            refused++;
            return SchemaChecker.Check(_schema, document).Any();
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), property);
        Assert.True(refused > 150, $"only {refused} documents were refused: the property was hardly tested");
    }

    // JSON is YAML, but for the surrogate escapes that JSON writers make of characters beyond the first plane.
    private static string Yaml(JsonNode? document) => document?.ToJsonString(Kernel.Json.Indented) ?? "null";

    private static PolicySections Registered() => new ServiceCollection().AddCapabilities(new TaskCatalog()).Sections;

    private static IEnumerable<Shape> All(Shape shape) => shape.Inner().SelectMany(All).Prepend(shape);

    private static string Top(string folder) =>
        File.Exists(Path.Combine(folder, "Serverless.sln")) ? folder : Top(Path.GetDirectoryName(folder)!);
}
