using Steward.Stages.Security.Secrets.Search;
using Xunit;

namespace Steward.UnitTests.Security.Secrets;

public sealed class RuleTests
{
    public static TheoryData<int> TrueCases => [.. Enumerable.Range(0, Cases.True.Count)];

    public static TheoryData<int> NearMisses => [.. Enumerable.Range(0, Cases.Near.Count)];

    [Theory]
    [MemberData(nameof(TrueCases))]
    public async Task A_secret_is_found_at_its_place(int number)
    {
        var one = Cases.True[number];

        var found = (await Scans.FindAsync($"first line\n{one.Before}{one.Secret}{one.After}")).Where(f => f.Rule == one.Rule).ToList();

        var finding = Assert.Single(found);
        var lines = one.Before.Split('\n');
        Assert.Equal((1 + lines.Length, lines[^1].Length + 1, one.Secret.Length), (finding.Line, finding.Column, finding.Length));
    }

    [Theory]
    [MemberData(nameof(NearMisses))]
    public async Task A_near_miss_is_left_alone(int number)
    {
        var one = Cases.Near[number];
        Assert.DoesNotContain(await Scans.FindAsync($"{one.Text}\n"), f => f.Rule == one.Rule);
    }

    [Fact]
    public void Every_rule_has_a_true_case_and_two_near_misses()
    {
        Assert.True(SecretScanner.Rules.Count > 35, $"only {SecretScanner.Rules.Count} rules");
        Assert.All(SecretScanner.Rules.Keys, id => Assert.Contains(Cases.True, c => c.Rule == id));
        Assert.All(SecretScanner.Rules.Keys, id => Assert.InRange(Cases.Near.Count(c => c.Rule == id), 2, 100));
    }

    [Theory]
    [InlineData("github-token", SecretCertainty.Verified)]
    [InlineData("npm-token", SecretCertainty.Verified)]
    [InlineData("steward-token", SecretCertainty.Verified)]
    [InlineData("stripe-key", SecretCertainty.Format)]
    [InlineData("url-password", SecretCertainty.Format)]
    [InlineData("jwt", SecretCertainty.Hint)]
    [InlineData("assigned-secret", SecretCertainty.Hint)]
    [InlineData("connection-string-password", SecretCertainty.Hint)]
    public async Task A_finding_says_how_sure_it_is(string rule, SecretCertainty expected)
    {
        var one = Cases.True.First(c => c.Rule == rule);
        Assert.Equal(expected, (await Scans.FindAsync(one.Before + one.Secret + one.After)).Single(f => f.Rule == rule).Certainty);
    }

    [Theory]
    [InlineData("ENCRYPTED PRIVATE KEY", "", SecretCertainty.Hint)]
    [InlineData("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0A1B\n\n", SecretCertainty.Hint)]
    [InlineData("DSA PRIVATE KEY", "", SecretCertainty.Format)]
    public async Task A_private_key_under_a_passphrase_is_a_hint(string kind, string headers, SecretCertainty expected) =>
        Assert.Equal(expected, Assert.Single(await Scans.FindAsync(Cases.Pem(kind, headers: headers))).Certainty);

    [Fact]
    public async Task A_token_as_github_published_it_is_right_by_its_checksum() =>
        Assert.Equal(SecretCertainty.Verified, Assert.Single(await Scans.FindAsync("gh" + "p_zQWBuTSOoRi4A9spHcVY5" + "ncnsDkxkJ" + "0mLq17")).Certainty);

    [Theory]
    [InlineData("\\n", "")]
    [InlineData("%3D", "%26")]
    [InlineData("=", "&")]
    public async Task Escapes_are_no_part_of_a_word(string before, string after) =>
        Assert.Contains(await Scans.FindAsync($"a{before}{"sk" + "_live_" + Made.Random(Made.Alphanumeric, 24)}{after}"), f => f.Rule == "stripe-key");

    [Fact]
    public async Task A_mark_in_the_line_silences_nothing() =>
        Assert.Single(await Scans.FindAsync($"var t = \"{Made.Checked("ghp_")}\"; // gitleaks:allow nosec steward:ignore\n"));

    [Fact]
    public void The_version_names_the_rules() => Assert.Matches("^[0-9]+-[0-9a-f]{12}$", SecretScanner.RulesVersion);
}
