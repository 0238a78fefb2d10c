using Steward.Kernel;
using Steward.Source;
using Steward.Stages.Testing.Coverage.Paths;
using Steward.Stages.Testing.Coverage.Reading;
using Steward.TestKit;
using Xunit;

namespace Steward.UnitTests.Testing.Coverage;

public sealed class PathResolverTests
{
    private static readonly TreeEntry[] Tree =
    [
        .. new[]
        {
            "setup.py", "src/Shop/Cart.cs", "src/Shop/Bar.cs", "Bar.cs", "core/src/main/java/com/acme/Cart.java", "web/src/main/java/com/acme/Cart.java", "web/src/main/java/com/acme/Main.java",
            "lib/Util.js", "a/x.py", "b/x.py", "pkg/y.go", "Read.md", "READ.md", "docs/A.md", "docs/a.md", "a.MD", "deep/só/ñ.js",
        }.Select(path => new TreeEntry(path, CommitSha.None, EntryKind.File, 1)),
        new TreeEntry("link.cs", CommitSha.None, EntryKind.SymbolicLink, 1),
    ];

    [Theory]
    [InlineData("src/Shop/Cart.cs", "src/Shop/Cart.cs")]
    [InlineData("./src//Shop/../Shop/Cart.cs", "src/Shop/Cart.cs")]
    [InlineData("src\\Shop\\Cart.cs", "src/Shop/Cart.cs")]
    [InlineData("D:\\a\\1\\s\\src\\Shop\\Cart.cs", "src/Shop/Cart.cs")]
    [InlineData("d:/a/1/s/SRC/shop/cart.CS", "src/Shop/Cart.cs")]
    [InlineData("\\\\server\\share\\src\\Shop\\Cart.cs", "src/Shop/Cart.cs")]
    [InlineData("/home/ci/work/src/Shop/Cart.cs", "src/Shop/Cart.cs")]
    [InlineData("file:///home/ci/deep/s%C3%B3/%C3%B1.js", "deep/só/ñ.js")]
    [InlineData("file:///C:/w/lib/Util.js", "lib/Util.js")]
    [InlineData("webpack:///./lib/Util.js", "lib/Util.js")]
    [InlineData("../../lib/Util.js", "lib/Util.js")]
    [InlineData("github.com/acme/shop/pkg/y.go", "pkg/y.go")]
    [InlineData("com/acme/Main.java", "web/src/main/java/com/acme/Main.java")]
    [InlineData("Main.java", "web/src/main/java/com/acme/Main.java")]
    [InlineData("Bar.cs", "Bar.cs")]
    [InlineData("com/acme/Cart.java", "ambiguous")]
    [InlineData("x.py", "ambiguous")]
    [InlineData("/src/Other/Cart.cs", "unknown")]
    [InlineData("obj/Debug/Shop.AssemblyInfo.cs", "unknown")]
    [InlineData("../../../../etc/passwd", "unknown")]
    [InlineData("link.cs", "unknown")]
    [InlineData("read.MD", "ambiguous")]
    [InlineData("READ.md", "READ.md")]
    [InlineData("/ci/docs/a.Md", "unknown")]
    [InlineData("/ci/docs/a.md", "docs/a.md")]
    [InlineData("..", "unknown")]
    [InlineData("C:", "unknown")]
    public void A_path_means_one_file_or_none(string path, string expected) => Assert.Equal([expected], Resolve([], (path, null)));

    [Theory]
    [InlineData("/home/ci/repo", "src/Shop/Cart.cs", "src/Shop/Cart.cs")]
    [InlineData("/home/ci/repo/src/Shop/", "Bar.cs", "src/Shop/Bar.cs")]
    [InlineData("C:\\repo\\src\\Shop", "Bar.cs", "src/Shop/Bar.cs")]
    [InlineData("/", "home/ci/repo/src/Shop/Bar.cs", "src/Shop/Bar.cs")]
    [InlineData(".", "src/Shop/Bar.cs", "src/Shop/Bar.cs")]
    [InlineData("/app", "Shop/Cart.cs", "src/Shop/Cart.cs")]
    [InlineData("/home/ci/repo|/home/ci/repo/b", "x.py", "b/x.py")]
    [InlineData("/home/ci/repo/a|/home/ci/repo/b", "x.py", "ambiguous")]
    [InlineData("/elsewhere", "/home/ci/repo/lib/Util.js", "lib/Util.js")]
    public void Source_folders_are_stripped(string roots, string path, string expected) => Assert.Equal([expected], Resolve(roots.Split('|'), (path, null)));

    [Fact]
    public void The_module_tells_files_of_one_name_apart() =>
        Assert.Equal(["core/src/main/java/com/acme/Cart.java", "web/src/main/java/com/acme/Cart.java"], Resolve([], ("com/acme/Cart.java", "core"), ("com/acme/Cart.java", "web")));

    [Fact]
    public void A_bare_name_below_a_foreign_folder_is_no_file_of_the_repository()
    {
        Assert.Equal(["src/Shop/Cart.cs", "unknown"], Resolve([], ("/ci/repo/src/Shop/Cart.cs", null), ("/usr/lib/python3/setup.py", null)));
        Assert.Equal(["setup.py", "src/Shop/Cart.cs"], Resolve([], ("/ci/repo/src/Shop/Cart.cs", null), ("/ci/repo/setup.py", null)));
        Assert.Equal(["unknown", "unknown"], Resolve([], ("/ci/repo/Bar.cs", null), ("/usr/lib/setup.py", null)));
        Assert.Equal(["Bar.cs", "setup.py"], Resolve([], ("/ci/repo/Bar.cs", null), ("/ci/repo/setup.py", null)));
    }

    [Fact]
    public void Paths_that_mean_one_file_are_merged()
    {
        var report = new CoverageReport("LCOV", null, [new FileCoverage("/c/lib/Util.js", null, [1, 2], [3, 4]), new FileCoverage("lib\\Util.js", null, [3, 3], [1, 1])], [], []);
        var file = Assert.Single(new PathResolver(Tree).Resolve(report).Files);
        Assert.Equal([1, 3], file.Covered);
        Assert.Equal([4, 4], file.Uncovered);
    }

    [Fact]
    public void Many_paths_of_one_name_are_resolved_in_time()
    {
        var tree = Enumerable.Range(0, 20_000).Select(i => new TreeEntry($"p/m{i}/__init__.py", CommitSha.None, EntryKind.File, 1)).ToList();
        var report = new CoverageReport("LCOV", null, [.. Enumerable.Range(0, 50_000).Select(i => new FileCoverage($"m{i}/__init__.py", null, [1, 1], []))], [], []);
        Busy.AtMost(10, () =>
        {
            var resolved = new PathResolver(tree).Resolve(report);
            Assert.Equal((20_000, 30_000), (resolved.Files.Count, resolved.Unknown.Count));
        });
    }

    private static IEnumerable<string> Resolve(string[] roots, params (string Path, string? Module)[] paths)
    {
        var report = new CoverageReport("LCOV", null, [.. paths.Select(p => new FileCoverage(p.Path, p.Module, [1, 1], []))], roots, []);
        var resolved = new PathResolver(Tree).Resolve(report);
        return resolved.Files.Select(f => f.Path).Concat(resolved.Ambiguous.Select(_ => "ambiguous")).Concat(resolved.Unknown.Select(_ => "unknown"));
    }
}
