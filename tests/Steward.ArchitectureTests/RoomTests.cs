using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Steward.ArchitectureTests;

/// <summary>Arrows between the rooms of the core, found by the compiler's own name resolution.</summary>
public sealed class RoomTests
{
    private static readonly Lazy<IReadOnlyList<(string File, string From, string To)>> Found = new(FindArrows);

    // Each room with those it may use. Kernel is free to all. Reasons stand where somebody would object.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Kernel"] = [],
        ["Engine"] = [],
        ["Ledger"] = [],
        ["Access"] = [],
        ["Source"] = [],
        ["Products"] = [],
        ["Policy"] = ["Source"],
        ["Gates"] = ["Ledger", "Policy"],
        ["Stages"] = ["Engine", "Gates", "Ledger", "Policy", "Capability"], // Ledger: what processors leave; Capability: the one list of them
        ["Capability"] = ["Access", "Changes", "Engine", "Gates", "Intake", "Ledger", "Passports", "Policy", "Products", "Source", "Stages"], // Access: what Steward's own tokens look like
        ["Passports"] = ["Gates", "Ledger"],
        ["Changes"] = ["Engine", "Gates", "Intake", "Ledger", "Policy", "Products", "Source", "Stages"],
        ["Health"] = [],
        ["Answers"] = ["Access", "Changes", "Engine", "Gates", "Ledger", "Products", "Stages"], // what the API says, for both its ends
        ["Intake"] = ["Engine", "Products", "Stages"],
    };

    // Capabilities of one stage with those they may know, in one direction only.
    private static readonly (string From, string To)[] WithinAStage =
    [
        ("Testing.Coverage", "Testing.Results"), // the names of test sets, the stage's deadline, uploaded files
        ("Testing.History", "Testing.Results"), // keeps what reports hold
        ("Testing.Expectations", "Testing.Results"), // what policies ask of test sets, and what reports of a released commit hold
        ("Testing.Expectations", "Testing.Coverage"), // what policies ask of coverage
        ("Testing.Expectations", "Testing.History"), // how often a test has passed
        ("Testing.Running", "Testing.Results"), // runs the sets of the policy, and reads their reports
        ("Testing.Showing", "Testing.Results"), // shows what the whole stage knows
        ("Testing.Showing", "Testing.Coverage"),
        ("Testing.Showing", "Testing.History"),
        ("Security.Antivirus", "Security.Scanning"), // the scan of changed blobs, shared by what scans them
        ("Security.Secrets", "Security.Scanning"),
        ("Release.Approvals", "Release.Releases"), // what releases are made of, and how a capability takes part in one
        ("Release.Instructions", "Release.Releases"),
        ("Release.Code", "Release.Releases"), // finds out for the gate of releases
        ("Release.Rules", "Release.Releases"), // finds out for the gate of releases
        ("Release.Reviews", "Release.Releases"), // likewise
        ("Release.Reviews", "Release.Code"), // is a processor of changed lines
        ("Release.Deployments", "Release.Releases"), // judges by the gate of releases, and has the verdict shown
        ("Release.Tracing", "Release.Releases"), // the kinds of evidence that releases leave
    ];

    [Fact]
    public void A_room_uses_only_the_rooms_it_may()
    {
        var wrong = Found.Value.Select(a => (a.File, From: Room(a.From), To: Room(a.To)))
            .Where(a => a.From != a.To && a.To is not ("Kernel" or "")).Distinct()
            .Where(a => !Allowed.TryGetValue(a.From, out var may) || !may.Contains(a.To));
        var said = wrong.Select(a => $"{a.File}: {a.From} must not use {a.To}").ToList();
        Assert.True(said.Count == 0, string.Join('\n', said));
    }

    [Fact]
    public void No_stage_knows_another_and_no_capability_knows_another()
    {
        var wrong = Found.Value.Select(a => (a.File, From: Capability(a.From), To: Capability(a.To)))
            .Where(a => a.From is not null && a.To is not null && a.From != a.To && !WithinAStage.Contains((a.From, a.To))).Distinct();
        Assert.Empty(wrong.Select(a => $"{a.File}: {a.From} uses {a.To}; capabilities meet in evidence and gates"));
    }

    [Fact]
    public void The_shared_part_of_the_stages_knows_no_capability_except_in_the_list_of_them()
    {
        var wrong = Found.Value.Where(a => Capability(a.From) is null && Capability(a.To) is not null && !a.File.EndsWith("Stages/Capabilities.cs", StringComparison.Ordinal));
        Assert.Empty(wrong.Select(a => $"{a.File} uses {a.To}"));
    }

    [Fact]
    public void The_core_was_really_looked_at() => Assert.True(Found.Value.Count > 200, $"only {Found.Value.Count} arrows found");

    // A capability is a room of its own: the shared part of the stages knows none of them.
    private static string Room(string space) => space.Split('.') switch
    {
        [_, "Stages", _, _, ..] => "Capability",
        [_, var room, ..] => room,
        _ => "",
    };

    private static string? Capability(string space) =>
        space.Split('.') is [_, "Stages", var stage, var capability, ..] ? $"{stage}.{capability}" : null;

    private static List<(string File, string From, string To)> FindArrows()
    {
        var core = Sources.Product.Where(t => Sources.Relative(t.FilePath).StartsWith("functions/Steward/", StringComparison.Ordinal)).ToList();
        const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
            + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => !Path.GetFileName(p).StartsWith("Steward", StringComparison.Ordinal))
            .Select(p => MetadataReference.CreateFromFile(p));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create("Core", core.Append(CSharpSyntaxTree.ParseText(Usings)), references, options);
        return [.. core.SelectMany(tree => ArrowsOf(tree, compilation.GetSemanticModel(tree))).Distinct()];
    }

    private static IEnumerable<(string File, string From, string To)> ArrowsOf(SyntaxTree tree, SemanticModel model)
    {
        var root = tree.GetRoot();
        var from = root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "Steward";
        return root.DescendantNodes().OfType<SimpleNameSyntax>()
            .Where(n => !n.Ancestors().Any(a => a is UsingDirectiveSyntax || (a is BaseNamespaceDeclarationSyntax space && space.Name.Span.Contains(n.Span))))
            .Select(n => model.GetSymbolInfo(n).Symbol)
            .Select(s => s is INamedTypeSymbol type ? type.ContainingNamespace : s?.ContainingType?.ContainingNamespace)
            .Where(n => n is not null && n.ToDisplayString().StartsWith("Steward", StringComparison.Ordinal))
            .Select(n => (Sources.Relative(tree.FilePath), from, n!.ToDisplayString()));
    }
}
