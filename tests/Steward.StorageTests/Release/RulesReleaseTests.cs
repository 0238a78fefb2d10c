using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Release.Releases;
using Xunit;

namespace Steward.StorageTests.Release;

/// <summary>What a release asks less for than the one before, from the repository to the tree.</summary>
public sealed class RulesReleaseTests
{
    private const string Policy = "version: 1\nrelease: {instructions: {file: docs/releasing.md}}\nsecurity: {licences: {allow: [MIT]}}\n";
    private const string Items = "- [ ] Write the notes {#notes}\n- [ ] Tell the others {#tell level=administer}\n";

    [Fact]
    public async Task An_instruction_that_is_gone_and_a_licence_that_is_new_need_a_waiver_by_name()
    {
        await using var code = await CodeWorld.CreateAsync();
        code.Repository.Write("steward.yaml", Policy).Write("docs/releasing.md", Items);
        var first = await code.PushAsync(CommitSha.None, "Begin");
        await code.ReleaseAsync("v1", first);
        var same = await code.Repository.Write("a.txt", "a\n").CommitAsync("Go on");
        Assert.Equal(Verdict.Pass, (await RulesAsync(code, same)).Verdict);

        code.Repository.Write("steward.yaml", Policy.Replace("MIT", "MIT, GPL-3.0-only", StringComparison.Ordinal)).Write("docs/releasing.md", "- [ ] Tell the others {#tell}\n");
        var head = await code.PushAsync(first, "Ask for less");
        var rules = await RulesAsync(code, head);
        Assert.Equal(Verdict.Fail, rules.Verdict);
        Assert.Equal(["release.instructions", "security.licences"], rules.Children.Select(c => c.Name).Order(StringComparer.Ordinal));
        Assert.Contains($"asks for less than at the release before, {first.Abbreviated}: notes was 'Write the notes', is gone; tell/level was administer, is approve.", rules.Children.Single(c => c.Name == "release.instructions").Reason, StringComparison.Ordinal);
        Assert.Contains($"steward waive acme/shop {head.Abbreviated} release/rules/security.licences", rules.Children.Single(c => c.Name == "security.licences").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instructions_in_another_file_are_compared_all_the_same()
    {
        await using var code = await CodeWorld.CreateAsync();
        code.Repository.Write("steward.yaml", Policy).Write("docs/releasing.md", Items);
        var first = await code.PushAsync(CommitSha.None, "Begin");
        await code.ReleaseAsync("v1", first);
        code.Repository.Write("steward.yaml", Policy.Replace("docs/releasing.md", "release.md", StringComparison.Ordinal)).Write("release.md", Items + "- [ ] Rest {#rest}\n");
        var head = await code.PushAsync(first, "Move the list");
        Assert.Contains(": file was docs/releasing.md, is release.md. If", (await RulesAsync(code, head)).Reason, StringComparison.Ordinal);
    }

    private static async Task<VerdictNode> RulesAsync(CodeWorld code, CommitSha head)
    {
        var request = new ReleaseRequest(code.Product, "v2", head, "github:ada", TimeProvider.System.GetUtcNow());
        var facts = await code.World.Get<ReleaseCollector>().CollectAsync(request, CancellationToken.None);
        Assert.Empty(facts.Head.Faults);
        return code.World.Get<ReleaseGate>().Judge(facts).Walk().Single(n => n.Path == "release v2/release/rules").Node;
    }
}
