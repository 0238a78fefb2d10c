using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Steward.ArchitectureTests;

/// <summary>The size budget of the design, section 4. A room that outgrows it is redesigned, not excused.</summary>
public sealed class SizeBudgetTests
{
    private static readonly List<(string Where, int Lines)> Files =
        [.. Sources.Product.Select(t => (Sources.Relative(t.FilePath), t.GetText().Lines.Count - 1))];

    private static readonly List<(string Where, int Lines)> Methods = [.. Sources.Product.SelectMany(MethodsOf)];

    [Fact]
    public void Files_have_a_median_of_at_most_60_lines() => Assert.InRange(Percentile(Files, 0.5), 1, 60);

    [Fact]
    public void Files_have_a_95th_percentile_of_at_most_200_lines() => Assert.InRange(Percentile(Files, 0.95), 1, 200);

    [Fact]
    public void No_file_has_more_than_400_lines() => Assert.DoesNotContain(Files, f => f.Lines > 400);

    [Fact]
    public void No_test_file_has_more_than_400_lines() =>
        Assert.DoesNotContain(Sources.Tests.Select(t => (Sources.Relative(t.FilePath), Lines: t.GetText().Lines.Count)), f => f.Lines > 400);

    [Fact]
    public void Methods_have_at_most_12_lines_on_average() => Assert.InRange(Methods.Average(m => m.Lines), 1, 12);

    [Fact]
    public void Methods_have_a_95th_percentile_of_at_most_35_lines() => Assert.InRange(Percentile(Methods, 0.95), 1, 35);

    [Fact]
    public void No_method_has_more_than_80_lines() => Assert.DoesNotContain(Methods, m => m.Lines > 80);

    [Fact]
    public void No_constructor_has_more_than_5_parameters() => Assert.Empty(
        Sources.Product.SelectMany(t => t.GetRoot().DescendantNodes()).Where(IsService).Select(Place));

    // Records are data: their parameters are fields, not services.
    private static bool IsService(SyntaxNode node) => node switch
    {
        ConstructorDeclarationSyntax { Parent: not RecordDeclarationSyntax } made => made.ParameterList.Parameters.Count > 5,
        ClassDeclarationSyntax { ParameterList: { } list } => list.Parameters.Count > 5,
        _ => false,
    };

    private static IEnumerable<(string Where, int Lines)> MethodsOf(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes()
            .Where(n => n is BaseMethodDeclarationSyntax { Parent: not InterfaceDeclarationSyntax } or LocalFunctionStatementSyntax or AccessorDeclarationSyntax { Body: not null })
            .Select(n => (Place(n), LinesOf(n)));

    // From the signature to the end; attributes and documentation are not the method's length.
    private static int LinesOf(SyntaxNode node)
    {
        var start = node.ChildTokens().FirstOrDefault().SpanStart is var first and > 0 ? first : node.SpanStart;
        var lines = node.SyntaxTree.GetText().Lines;
        return lines.GetLineFromPosition(node.Span.End).LineNumber - lines.GetLineFromPosition(start).LineNumber + 1;
    }

    private static string Place(SyntaxNode node) =>
        $"{Sources.Relative(node.SyntaxTree.FilePath)}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    private static int Percentile(List<(string Where, int Lines)> items, double share)
    {
        var sorted = items.Select(i => i.Lines).Order().ToList();
        return sorted[(int)Math.Min(sorted.Count - 1, Math.Floor(sorted.Count * share))];
    }
}
