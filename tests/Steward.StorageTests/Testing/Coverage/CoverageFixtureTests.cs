using Steward.Kernel;
using Steward.Source;
using Steward.Stages.Testing.Coverage.Paths;
using Steward.Stages.Testing.Coverage.Reading;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Testing.Coverage;

/// <summary>Reports that real tools wrote; tests/fixtures/coverage/README.md says which, and what they count themselves.</summary>
public sealed class CoverageFixtureTests
{
    [Theory]
    [InlineData("coverlet/cobertura.xml", "Cobertura", 2, 15, 12, 6, 3)]
    [InlineData("coverlet/opencover.xml", "OpenCover", 2, 15, 12, 6, 3)]
    [InlineData("coverlet/lcov.info", "LCOV", 2, 15, 12, 6, 3)]
    [InlineData("coverlet/coverlet.json", "coverlet", 2, 15, 12, 6, 3)]
    [InlineData("coverage.py/cobertura.xml", "Cobertura", 2, 14, 12, 4, 3)]
    [InlineData("coverage.py/lcov.info", "LCOV", 2, 15, 13, 4, 3)]
    [InlineData("node/lcov.info", "LCOV", 2, 25, 20, 5, 4)]
    [InlineData("c8/cobertura.xml", "Cobertura", 1, 18, 13, 3, 2)]
    [InlineData("c8/lcov.info", "LCOV", 1, 18, 13, 3, 2)]
    [InlineData("nyc/cobertura.xml", "Cobertura", 1, 8, 6, 2, 1)]
    [InlineData("nyc/lcov.info", "LCOV", 1, 8, 6, 2, 1)]
    [InlineData("lcov/lcov.info", "LCOV", 2, 12, 10, 4, 2)]
    [InlineData("gcovr/cobertura.xml", "Cobertura", 2, 12, 10, 4, 2)]
    [InlineData("jacoco/jacoco.xml", "JaCoCo", 2, 12, 9, 4, 2)]
    public void Reports_of_real_tools(string file, string format, int files, long lines, long covered, long branches, long taken)
    {
        var report = Read(file);
        Assert.Equal((format, (string?)null), (report.Format, report.Problem));
        Assert.Equal(new CoverageCounts(files, lines, covered, branches, taken), report.Counts);
    }

    [Theory]
    [InlineData("coverlet/cobertura.xml", "src/Shop/Cart.cs src/Shop/Discount.cs")]
    [InlineData("coverlet/opencover.xml", "src/Shop/Cart.cs src/Shop/Discount.cs")]
    [InlineData("coverlet/lcov.info", "src/Shop/Cart.cs src/Shop/Discount.cs")]
    [InlineData("coverlet/coverlet.json", "src/Shop/Cart.cs src/Shop/Discount.cs")]
    [InlineData("coverage.py/cobertura.xml", "shop/__init__.py shop/cart.py")]
    [InlineData("coverage.py/lcov.info", "shop/__init__.py shop/cart.py")]
    [InlineData("node/lcov.info", "src/cart.js test/cart.test.js")]
    [InlineData("c8/cobertura.xml", "src/cart.js")]
    [InlineData("nyc/cobertura.xml", "src/cart.js")]
    [InlineData("lcov/lcov.info", "src/cart.c src/main.c")]
    [InlineData("gcovr/cobertura.xml", "src/cart.c src/main.c")]
    [InlineData("jacoco/jacoco.xml", "core/src/main/java/com/acme/Cart.java web/src/main/java/com/acme/Main.java")]
    public void Their_paths_are_found_in_the_tree(string file, string paths)
    {
        string[] others = ["Cart.cs", "cart.py", "cart.js", "cart.c", "web/src/main/java/com/acme/Other.java"];
        var tree = paths.Split(' ').Concat(others).Select(p => new TreeEntry(p, CommitSha.None, EntryKind.File, 1)).ToList();
        var resolved = new PathResolver(tree).Resolve(Read(file));
        Assert.Equal(paths.Split(' '), resolved.Files.Select(f => f.Path));
        Assert.Empty(resolved.Ambiguous.Concat(resolved.Unknown));
    }

    [Fact]
    public void All_formats_of_one_run_tell_the_same_lines()
    {
        var lines = new[] { "cobertura.xml", "opencover.xml", "lcov.info", "coverlet.json" }
            .Select(f => string.Join(';', Read($"coverlet/{f}").Files.OrderBy(x => x.Path, StringComparer.Ordinal).Select(x => $"{string.Join(',', x.Covered)}|{string.Join(',', x.Uncovered)}")));
        Assert.Single(lines.Distinct());
    }

    private static CoverageReport Read(string file)
    {
        using var stream = File.OpenRead(Repository.PathOf("tests", "fixtures", "coverage", file));
        return CoverageReader.Read(stream);
    }
}
