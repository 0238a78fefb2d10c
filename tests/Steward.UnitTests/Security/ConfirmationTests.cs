using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Metadata;
using Xunit;

namespace Steward.UnitTests.Security;

/// <summary>Whoever pushes can write anything into a lock file; what counts is what the registry says about the very content that is pinned.</summary>
public sealed class ConfirmationTests
{
    private const string Allow = "security:\n  licences:\n    allow: [MIT]\n";
    private const string Accept = Allow + "    unconfirmed: accept\n";
    private static readonly string Good = Hash("good");
    private static readonly string Evil = Hash("evil");

    [Fact]
    public async Task The_registry_wins_over_the_lock_file()
    {
        var node = await JudgeAsync(Allow, Lock("MIT", Good), f => f.Knows("npm:left@1.0.0", "GPL-3.0-only", Good));

        Expect(node, Verdict.Fail, "GPL-3.0-only is not on the list");
        Expect(await JudgeAsync(Accept, Lock("MIT", Good), f => f.Knows("npm:left@1.0.0", "GPL-3.0-only", Good)), Verdict.Fail, "GPL-3.0-only");
        Expect(await JudgeAsync(Allow, Lock("GPL-3.0-only", Good), f => f.Knows("npm:left@1.0.0", "MIT", Good)), Verdict.Pass, "in order");
    }

    [Fact]
    public async Task What_only_the_lock_file_says_is_unknown_unless_the_policy_accepts_it()
    {
        Expect(await JudgeAsync(Allow, Lock("MIT", Good)), Verdict.Fail, "its licence is unknown: No package source knows it (its lock file says MIT, unconfirmed).");
        Expect(await JudgeAsync(Accept, Lock("MIT", Good)), Verdict.Pass, "in order");
        Expect(await JudgeAsync(Accept, Lock("GPL-3.0-only", Good)), Verdict.Fail, "GPL-3.0-only is not on the list");
    }

    [Theory]
    [InlineData(Allow)]
    [InlineData(Accept)]
    public async Task A_registry_that_is_silent_is_an_error_whatever_the_lock_file_says(string policy)
    {
        var scan = await new ScannedFolder(("package-lock.json", Lock("MIT", Good))) { Failure = StewardException.Unavailable("The registry x cannot be reached.") }.ScanAsync();

        Expect(Judge(policy, scan), Verdict.Error, "The registry x cannot be reached (its lock file says MIT, unconfirmed).");
    }

    [Theory]
    [InlineData(Allow)]
    [InlineData(Accept)]
    public async Task Other_content_under_a_known_name_has_no_known_licence(string policy) => Expect(
        await JudgeAsync(policy, Lock("MIT", Evil), f => f.Knows("npm:left@1.0.0", "MIT", Good)),
        Verdict.Fail, "its licence is unknown: its lock file pins sha512-");

    [Fact]
    public async Task A_registry_that_does_not_say_what_it_publishes_confirms_nothing() =>
        Expect(await JudgeAsync(Allow, Lock("MIT", Good), f => f.Knows("npm:left@1.0.0", "MIT")), Verdict.Fail, "not what the registry publishes as npm:left@1.0.0");

    [Fact]
    public async Task A_second_entry_of_the_same_name_is_judged_for_itself()
    {
        var twice = $$"""
            {"lockfileVersion":3,"packages":{"node_modules/left":{"version":"1.0.0","integrity":"{{Good}}"},
            "node_modules/a/node_modules/left":{"version":"1.0.0","integrity":"{{Evil}}"},"node_modules/b/node_modules/left":{"version":"1.0.0","resolved":"git+ssh://git.example/left" } } }
            """;

        var scan = await new ScannedFolder(("package-lock.json", twice)).Knows("npm:left@1.0.0", "MIT", Good).ScanAsync();

        Assert.Equal(3, scan.Dependencies.Count);
        Assert.Equal(1, Judge(Allow, scan).Children.Count(n => n.Verdict == Verdict.Pass));
        Assert.Equal(2, Judge(Allow, scan).Children.Count(n => n.Verdict == Verdict.Fail));
    }

    [Theory]
    [InlineData("https://registry.example/left/-/left-1.0.0.tgz", true)]
    [InlineData("https://registry.example/npm/left/-/left-1.0.0.tgz", true)]
    [InlineData("https://registry.example/right/-/right-1.0.0.tgz", false)]
    [InlineData("https://registry.example/left/-/left-2.0.0.tgz", false)]
    [InlineData("git+ssh://git.example/left.git#1", false)]
    public async Task Without_an_integrity_the_archive_must_be_the_one_of_that_name_and_version(string resolved, bool asked)
    {
        var text = $$"""{"lockfileVersion":3,"packages":{"node_modules/left":{"version":"1.0.0","license":"MIT","resolved":"{{resolved}}" } } }""";

        Expect(await JudgeAsync(Allow, text, f => f.Knows("npm:left@1.0.0", "MIT")), asked ? Verdict.Pass : Verdict.Fail, asked ? "in order" : $"it comes from {resolved}");
    }

    [Theory]
    [InlineData("sha512-a", "sha512-a", true)]
    [InlineData("sha512-a sha1-b", "sha1-b", true)]
    [InlineData("sha512-a", "sha512-a?opt", true)]
    [InlineData("sha512-a", "sha1-b sha512-a", true)]
    [InlineData("sha1-b", "sha512-evil sha1-b", false)]
    [InlineData("sha512-a sha1-b", "sha512-evil sha1-b", false)]
    [InlineData("sha512-a", "sha512-a sha512-evil", false)]
    [InlineData("sha512-a", "sha1-b", false)]
    [InlineData("sha512-a", "md5-a", false)]
    [InlineData(null, "sha512-a", false)]
    public void The_strongest_algorithm_that_the_client_would_check_decides(string? published, string pinned, bool confirms) =>
        Assert.Equal(confirms, ArchiveIntegrity.Confirms(published, pinned));

    private static async Task<VerdictNode> JudgeAsync(string policy, string lockFile, Action<ScannedFolder>? publish = null)
    {
        var folder = new ScannedFolder(("package-lock.json", lockFile));
        publish?.Invoke(folder);
        return Judge(policy, await folder.ScanAsync());
    }

    private static VerdictNode Judge(string policy, LicenceScan scan) => new Facts().With(policy).With(LicencesCapability.Scanned, scan).Judge(new LicenceCriterion());

    private static string Lock(string licence, string integrity) =>
        $$"""{"lockfileVersion":3,"packages":{"node_modules/left":{"version":"1.0.0","license":"{{licence}}","integrity":"{{integrity}}" } } }""";

    private static string Hash(string content) => "sha512-" + Convert.ToBase64String(System.Security.Cryptography.SHA512.HashData(System.Text.Encoding.UTF8.GetBytes(content)));

    private static void Expect(VerdictNode node, Verdict verdict, string reason)
    {
        Assert.Equal(verdict, node.Verdict);
        Assert.Contains(reason, node.Reason, StringComparison.Ordinal);
    }
}
