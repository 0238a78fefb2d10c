using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Steward.ArchitectureTests;

/// <summary>The C# files of the checkout, parsed once.</summary>
internal static class Sources
{
    private static readonly Lazy<IReadOnlyList<SyntaxTree>> ParsedProduct = new(() => Parse("functions"));
    private static readonly Lazy<IReadOnlyList<SyntaxTree>> ParsedTests = new(() => Parse("tests"));

    /// <summary>The top folder: the one with <c>Serverless.sln</c>.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Every file below functions/.</summary>
    public static IReadOnlyList<SyntaxTree> Product => ParsedProduct.Value;

    /// <summary>Every file below tests/.</summary>
    public static IReadOnlyList<SyntaxTree> Tests => ParsedTests.Value;

    /// <summary>A file's path from the top, with forward slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static List<SyntaxTree> Parse(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !Relative(path).Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal)
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), path: path))
            .ToList();

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Serverless.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
