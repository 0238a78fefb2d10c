using System.Text;
using Steward.Vault.Entries;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Folders;
using Steward.VaultTests.Kit;
using Xunit;

namespace Steward.VaultTests.Sources;

/// <summary>Patterns mean what git says they mean: git itself is asked.</summary>
public sealed class IgnoreRulesTests
{
    private const int Seed = 20260;
    private const int Trees = 20;
    private const int Rounds = 4;

    private static readonly string[] Names = ["a", "b", "ab", "abc", "foo", "bar", "foo.txt", "x.o", "A", "a b", "a]", "[x]", "a*", "!n", "#h", "é", "build", ".hid", "b-c", "a\\b", "1", "trail "];

    [Fact]
    public async Task A_walk_takes_what_git_takes_on_generated_trees()
    {
        var random = new Random(Seed);
        for (var tree = 0; tree < Trees; tree++)
        {
            var root = Directory.CreateTempSubdirectory("steward-ignore-").FullName;
            await BackupPlace.ShellAsync(root, "git init -q .");
            Grow(random, root, 0);
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var folder in Directory.GetDirectories(root, "*", SearchOption.AllDirectories).Where(f => !f.Contains("/.git", StringComparison.Ordinal)).Append(root)) WriteRules(random, folder);
                var expected = (await BackupPlace.ShellAsync(root, "git -c core.excludesFile= ls-files -z --others --exclude-per-directory=.gitignore")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
                var actual = await FilesAsync(new FolderOptions { Paths = [root], Exclude = ["/.git"], IgnoreFiles = [".gitignore"] });
                Assert.True(expected.Order(StringComparer.Ordinal).SequenceEqual(actual), await DifferenceAsync(root, expected, actual));
            }

            Directory.Delete(root, recursive: true);
        }
    }

    [Theory]
    [InlineData("*.o", "x.o,d/y.o", "keep.c")]
    [InlineData("/x.o", "x.o", "d/y.o,keep.c")]
    [InlineData("d/", "d/y.o", "keep.c,x.o")]
    [InlineData("*.o|!d/y.o", "x.o", "d/y.o,keep.c")]
    [InlineData("d|!d/y.o", "d/y.o", "keep.c,x.o")]
    public async Task Patterns_of_the_command_leave_out_and_take_in(string patterns, string gone, string kept)
    {
        await using var place = await BackupPlace.CreateAsync();
        foreach (var file in $"{gone},{kept}".Split(',')) place.Write(file, "x");
        Assert.Equal(kept.Split(','), await FilesAsync(new FolderOptions { Paths = [place.Source], Exclude = patterns.Split('|') }));
    }

    [Fact]
    public async Task Include_counts_more_than_exclude_and_than_ignore_files()
    {
        await using var place = await BackupPlace.CreateAsync();
        foreach (var file in (string[])["a.log", "keep.log", "d/b.log", "d/c.txt"]) place.Write(file, "x");
        place.Write("d/.ignore-me", "*.txt\n");
        var options = new FolderOptions { Paths = [place.Source], Exclude = ["*.log", ".ignore-me"], Include = ["keep.log"], IgnoreFiles = [".ignore-me"] };
        Assert.Equal(["keep.log"], await FilesAsync(options));
    }

    [Fact]
    public async Task Many_stars_take_no_exponential_time()
    {
        await using var place = await BackupPlace.CreateAsync();
        place.Write(new string('a', 250), "x");
        var options = new FolderOptions { Paths = [place.Source], Exclude = [string.Concat(Enumerable.Repeat("*a", 60)) + "b", "**/" + string.Concat(Enumerable.Repeat("a*", 100)) + "/b"] };
        var began = TimeProvider.System.GetTimestamp();
        Assert.Single(await FilesAsync(options));
        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(5));
    }

    private static async Task<List<string>> FilesAsync(FolderOptions options)
    {
        var problems = new SourceProblems();
        var files = await FolderSource.Open(options).EntriesAsync(problems, default).Where(e => e.Entry.Kind == EntryKind.File).Select(e => e.Entry.Path.ToString()).ToListAsync();
        Assert.Empty(problems.Told);
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static void Grow(Random random, string folder, int depth)
    {
        foreach (var name in Names.Where(_ => random.Next(3) == 0))
        {
            var path = Path.Combine(folder, name);
            if (depth < 3 && random.Next(3) == 0) Grow(random, Directory.CreateDirectory(path).FullName, depth + 1);
            else File.WriteAllText(path, "x");
        }
    }

    private static void WriteRules(Random random, string folder)
    {
        var file = Path.Combine(folder, ".gitignore");
        File.Delete(file);
        if (random.Next(3) == 0) return;
        var lines = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pattern(random));
        File.WriteAllText(file, (random.Next(8) == 0 ? "\uFEFF" : "") + string.Join(random.Next(6) == 0 ? "\r\n" : "\n", lines) + (random.Next(2) == 0 ? "\n" : ""));
    }

    private static string Pattern(Random random)
    {
        string[] parts = ["*", "?", "**", "a", "b", "foo", "*.txt", "[ab]", "[!a]", "[^b]", "[a-c]*", "[[:alpha:]]", "[[:digit:]b]", "[]a]", "[a", "\\*", "\\a", "a*", "*b*", ".hid", "é", "[x]", "\\[x]", "a b", "[[:upper:]]", "build", "a\\\\b", "x.?", "[--0]", "[z-a]", "trail\\ ", "[[:bogus:]]", "[a-]"];
        var text = new StringBuilder();
        if (random.Next(4) == 0) text.Append('!');
        if (random.Next(4) == 0) text.Append('/');
        for (var left = random.Next(1, 4); left > 0; left--) text.Append(parts[random.Next(parts.Length)]).Append(left > 1 && random.Next(3) > 0 ? "/" : "");
        if (random.Next(5) == 0) text.Append('/');
        if (random.Next(8) == 0) text.Append("  ");
        return random.Next(25) == 0 ? "# note" : random.Next(25) == 0 ? "" : text.ToString();
    }

    private static async Task<string> DifferenceAsync(string root, IEnumerable<string> expected, IReadOnlyCollection<string> actual)
    {
        var wrong = expected.Except(actual).Select(f => $"git takes '{f}'").Concat(actual.Except(expected).Select(f => $"git leaves out '{f}'")).ToList();
        var rules = await BackupPlace.ShellAsync(root, "find . -name .gitignore -print -exec cat -A {} \\;");
        return $"{string.Join('\n', wrong)}\n{rules}";
    }
}
