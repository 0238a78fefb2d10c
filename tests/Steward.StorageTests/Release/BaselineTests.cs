using Steward.Access;
using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages;
using Steward.Stages.Release.Releases;
using Steward.Stages.Release.Releases.Baselines;
using Xunit;

namespace Steward.StorageTests.Release;

/// <summary>A history from before Steward, taken over by name for the first release.</summary>
public sealed class BaselineTests
{
    private const string Secrets = "version: 1\ngate: {requires: [release/history]}\nrelease: {code: {processors: {secrets: {}}}}\n";
    private static readonly Caller Root = new("token:root", AccessLevel.Administer);

    [Fact]
    public async Task The_first_release_passes_over_a_history_that_was_taken_over_by_name_and_says_so_in_gate_and_passport()
    {
        await using var code = await CodeWorld.CreateAsync();
        code.Repository.Write("steward.yaml", Secrets).Write("old.txt", "old\n");
        await code.Repository.CommitAsync("Before Steward");
        var before = await code.Repository.Write("older.txt", "older\n").CommitAsync("Still before Steward");
        code.Repository.Write("new.txt", "new\n");
        var head = await code.Repository.CommitAsync("The first push that Steward sees");
        await code.World.EndAsync(ChangeInstance.IdOf(await code.World.PushAsync(code.Product, before, head, new StageStep(Stage.Testing, "expectations", "Expectations"))));
        await code.Repository.TagAsync("v1");
        var refused = await ReleaseAsync(code, "v1");
        Assert.Equal((Verdict.Missing, Verdict.Missing, Verdict.NotNeeded), (Of(refused, "commits").Verdict, Of(refused, "code").Verdict, Of(refused, "baseline").Verdict));

        var entry = await TakeAsync(code, before.Abbreviated, "bought with the company");
        Assert.Equal(entry.Index, (await TakeAsync(code, before.ToString(), "bought with the company")).Index);
        var tree = await ReleaseAsync(code, "v1");
        var day = entry.Evidence.Time.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var sentence = $"taken over as it was by token:root on {day}: 2 commits up to {before.Abbreviated} (ledger entry {entry.Index}; bought with the company)";
        Assert.Equal((Verdict.Pass, Verdict.Pass, Verdict.Pass), (Of(tree, "commits").Verdict, Of(tree, "code").Verdict, Of(tree, "baseline").Verdict));
        Assert.Contains(sentence, Of(tree, "baseline").Reason, StringComparison.Ordinal);
        Assert.Contains($"{sentence}; all 4 files were handled by all that the policy asks for.", Of(tree, "code").Children.Single(c => c.Name == "lines").Reason, StringComparison.Ordinal);
        Assert.Equal("", string.Join('\n', tree.Walk().Where(n => !n.Node.Verdict.LetsThrough()).Select(n => $"{n.Path}: {n.Node.Reason}")));
        Assert.Equal((Verdict.Pass, true), (tree.Verdict, (await code.World.Get<ReleaseReader>().FindAsync(code.Product, "v1", CancellationToken.None)).HasPassport));
        var passport = System.Text.Json.Nodes.JsonNode.Parse((await code.World.Get<ReleaseReader>().PassportAsync(code.Product, "v1", CancellationToken.None))!)!;
        var statement = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String((string)passport["payload"]!));
        Assert.Contains(Baseline.Kind, statement, StringComparison.Ordinal);
        Assert.Contains("bought with the company", statement, StringComparison.Ordinal);

        // After the first release it would be a way round the gate.
        Assert.Equal(FailureKind.Conflict, (await Assert.ThrowsAsync<StewardException>(() => TakeAsync(code, head.ToString(), "once more"))).Kind);
    }

    [Fact]
    public async Task What_came_past_the_gate_after_the_baseline_is_named_and_a_history_that_is_none_of_this_one_counts_for_nothing()
    {
        await using var code = await CodeWorld.CreateAsync();
        code.Repository.Write("steward.yaml", Secrets).Write("old.txt", "old\n");
        var before = await code.Repository.CommitAsync("Before Steward");
        await TakeAsync(code, "main", "as it was");
        var sneaked = await code.Repository.Write("old.txt", "old\nsneaked\n").CommitAsync("Past the gate");
        code.Repository.Write("new.txt", "new\n");
        var head = await code.PushAsync(sneaked, "Seen");
        await code.ProcessAsync(["steward.yaml", "old.txt", "new.txt"], kind: "secrets.scanned");
        var (_, node, facts) = await code.JudgeAsync(head);
        Assert.Equal("old.txt line 2 came with a commit that no change has brought through the stages.", node.Children.Single(c => c.Name == "lines").Children.Single().Reason);
        Assert.Equal([head, sneaked], facts.Commits.Select(c => c.Sha));
        Assert.Equal(before, facts.Baseline!.Commit);

        await code.Repository.GitAsync("checkout", "-q", "--orphan", "other");
        var elsewhere = await code.Repository.CommitAsync("Another history");
        await TakeAsync(code, elsewhere.ToString(), "not of this one");
        Assert.Null((await code.JudgeAsync(head)).Facts.Baseline);
    }

    [Fact]
    public async Task It_takes_the_level_administer_and_a_reason_and_a_commit()
    {
        await using var code = await CodeWorld.CreateAsync();
        var before = await code.Repository.Write("a.txt", "a\n").CommitAsync("Before Steward");
        Task<LedgerEntry> Take(string? commit, string? reason, AccessLevel level = AccessLevel.Administer) => code.World.Get<BaselineDesk>()
            .TakeAsync(code.Product, new BaselineRequest(commit, reason), new Caller("token:ada", level), CancellationToken.None);
        Assert.Equal(FailureKind.Forbidden, (await Assert.ThrowsAsync<StewardException>(() => Take(before.ToString(), "because", AccessLevel.Approve))).Kind);
        Assert.Equal(FailureKind.Invalid, (await Assert.ThrowsAsync<StewardException>(() => Take(before.ToString(), " "))).Kind);
        Assert.Equal(FailureKind.NotFound, (await Assert.ThrowsAsync<StewardException>(() => Take("nowhere", "because"))).Kind);
        Assert.Equal(FailureKind.NotFound, (await Assert.ThrowsAsync<StewardException>(() => Take(null, "because"))).Kind);

        // What stands in the ledger below the level, however it came there, counts for nothing.
        var forged = (await Take(before.ToString(), "because")).Evidence;
        forged.Details!["level"] = "approve";
        Assert.Null(Baseline.From(new LedgerEntry(0, forged)));
    }

    private static Task<LedgerEntry> TakeAsync(CodeWorld code, string commit, string reason) =>
        code.World.Get<BaselineDesk>().TakeAsync(code.Product, new BaselineRequest(commit, reason), Root, CancellationToken.None);

    private static async Task<VerdictNode> ReleaseAsync(CodeWorld code, string tag)
    {
        await code.World.EndAsync(await code.World.Get<ReleaseIntake>().AskAsync(code.Product, tag, "github:ada", CancellationToken.None));
        return (await code.World.Get<ReleaseReader>().FindAsync(code.Product, tag, CancellationToken.None)).Tree!;
    }

    private static VerdictNode Of(VerdictNode tree, string name) => tree.Walk().Single(n => n.Path == $"release v1/release/{name}").Node;
}
