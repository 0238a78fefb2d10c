using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Steward.ArchitectureTests;

/// <summary>Other rules of the house that a compiler does not know.</summary>
public sealed partial class HouseRuleTests
{
    [Fact]
    public void Classes_of_the_product_are_sealed_abstract_or_static()
    {
        var open = Sources.Product.SelectMany(t => t.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())
            .Where(c => !c.Modifiers.Any(m => m.Kind() is SyntaxKind.SealedKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.StaticKeyword or SyntaxKind.PartialKeyword))
            .Select(c => $"{Sources.Relative(c.SyntaxTree.FilePath)}: {c.Identifier}");
        Assert.Empty(open);
    }

    [Fact]
    public void No_exception_is_caught_and_forgotten()
    {
        var empty = Sources.Product.SelectMany(t => t.GetRoot().DescendantNodes().OfType<CatchClauseSyntax>())
            .Where(c => c.Block.Statements.Count == 0 && !c.Block.DescendantTrivia().Any(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia)))
            .Select(c => $"{Sources.Relative(c.SyntaxTree.FilePath)}:{c.GetLocation().GetLineSpan().StartLinePosition.Line + 1}");
        Assert.Empty(empty);
    }

    [Fact]
    public void No_registry_or_machine_is_named()
    {
        var named = Sources.Product.Concat(Sources.Tests)
            .Where(t => !t.FilePath.EndsWith("HouseRuleTests.cs", StringComparison.Ordinal) && Registries().IsMatch(t.ToString()))
            .Select(t => Sources.Relative(t.FilePath));
        Assert.Empty(named);
    }

    [GeneratedRegex(@"registry\.npmjs|api\.nuget\.org|deb\.debian\.org|/work/main|/work/h/", RegexOptions.IgnoreCase)]
    private static partial Regex Registries();
}
