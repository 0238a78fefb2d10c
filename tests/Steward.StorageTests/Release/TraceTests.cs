using System.Text.Json.Nodes;
using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Releases;
using Steward.Stages.Release.Tracing;
using Xunit;

namespace Steward.StorageTests.Release;

public sealed class TraceTests
{
    private const string Text = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n";

    [Fact]
    public async Task A_line_that_moved_with_its_file_is_traced_to_its_commit_its_change_and_every_evidence_with_proofs_that_verify()
    {
        await using var code = await CodeWorld.CreateAsync();
        var first = await PushAsync(code, "old/a.cs", Text, CommitSha.None);
        await code.ProcessAsync(["old/a.cs"]);
        var second = await PushAsync(code, "old/a.cs", Text.Replace("three", "THREE", StringComparison.Ordinal), first);
        await code.ProcessAsync(["old/a.cs"]);
        await AppendAsync(code, "review.found", Subject.Commit(second), EvidenceOutcome.Pass);
        code.Repository.Move("old/a.cs", "new/b.cs");
        var head = await code.PushAsync(second, "Move");
        await ReleaseAsync(code, "v1", head);
        await AppendAsync(code, "deployment.decided", Subject.Commit(head), EvidenceOutcome.Pass);
        await AppendAsync(code, "results.received", Subject.Commit(head), EvidenceOutcome.Pass);
        await AppendAsync(code, "errors.reported", Subject.Release("v1", head), EvidenceOutcome.Info);

        var trace = await TraceAsync(code, "new/b.cs", 3);
        Assert.Equal((second, "old/a.cs", 3), (trace.Commit.Sha, trace.Commit.Path, trace.Commit.Line));
        Assert.Equal((second, "refs/heads/main", "github:ada", Verdict.Missing), (trace.Change!.Head, trace.Change.Ref, trace.Change.PushedBy, trace.Change.Verdict));
        Assert.Equal(("v1", head, true), (trace.Releases.Single().Tag, trace.Releases.Single().Commit, trace.Releases.Single().Released));
        string[] wanted = ["change.received", "change.decided", "antivirus.scanned", "review.found", "release.named", "release.decided", "passport.issued", "deployment.decided", "errors.reported"];
        Assert.Empty(wanted.Except(trace.Chain.Select(e => e.Kind)));
        // Tests of the commit that was released are not about the line, and neither is what came with the first push.
        Assert.DoesNotContain(trace.Chain, e => e.Kind == "results.received" || e.Evidence.Subject == Subject.Commit(first));
        Assert.Equal(trace.Chain.Select(e => e.Index).Order().Distinct(), trace.Chain.Select(e => e.Index));
        Assert.True(trace.IsProved());
        Assert.Contains($"brought by the push of github:ada to refs/heads/main, not let through (Missing), released in v1", trace.Sentence, StringComparison.Ordinal);
        Assert.Contains("(there old/a.cs line 3)", trace.Sentence, StringComparison.Ordinal);

        // What is told is what is proved: another time, actor or index, and nothing holds.
        var one = trace.Chain[0];
        Assert.False((one with { Evidence = one.Evidence with { Actor = "github:eve" } }).Holds(trace.Checkpoint));
        Assert.False((one with { Index = one.Index + 1 }).Holds(trace.Checkpoint));
    }

    [Fact]
    public async Task A_line_that_came_along_with_a_head_is_traced_to_the_push_of_that_head()
    {
        await using var code = await CodeWorld.CreateAsync();
        var first = await PushAsync(code, "a.cs", Text, CommitSha.None);
        var along = await code.Repository.Write("a.cs", Text + "nine\n").CommitAsync("Count further");
        code.Repository.Write("b.cs", "b\n");
        var head = await code.PushAsync(first, "Push both");

        var trace = await TraceAsync(code, "a.cs", 9);
        Assert.Equal((along, head), (trace.Commit.Sha, trace.Change!.Head));
        Assert.Contains(trace.Chain, e => e.Kind == "change.covered" && e.Evidence.Subject == Subject.Commit(along));
        Assert.Contains(trace.Chain, e => e.Kind == "change.received" && e.Evidence.Subject == Subject.Commit(head));
        Assert.Contains($"with the head {head.Abbreviated}", trace.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moved_line_is_traced_to_who_wrote_it_and_to_who_moved_it_past_the_gate()
    {
        await using var code = await CodeWorld.CreateAsync();
        var block = string.Concat(Enumerable.Range(1, 6).Select(i => $"    var total{i} = Compute(total, {i});\n"));
        var first = await PushAsync(code, "a.cs", block + Text, CommitSha.None);
        var moved = await code.Repository.Write("a.cs", Text + block).CommitAsync("Turn round");

        var trace = await TraceAsync(code, "a.cs", 9);
        Assert.Equal((first, 1, moved), (trace.Commit.Sha, trace.Commit.Line, trace.MovedBy!.Sha));
        Assert.Equal((first, null, false), (trace.Change!.Head, trace.MovedWith, trace.IsBrought));
        Assert.Contains($"moved here by commit {moved.Abbreviated} \"Turn round\" of 2026-01-01 by Ada Author, which no change has brought through the stages", trace.Sentence, StringComparison.Ordinal);
        await code.World.EndAsync(ChangeInstance.IdOf(await code.World.PushAsync(code.Product, first, moved)));
        var brought = await TraceAsync(code, "a.cs", 9);
        Assert.True(brought.IsBrought && brought.IsProved());
        Assert.Equal([first, moved], brought.Chain.Where(e => e.Kind == "change.received").Select(e => CommitSha.Parse(e.Evidence.Subject.Id)));

        // What is judged is who moved it: moved code is code that somebody changed.
        await code.ReleaseAsync("v1", first);
        var (report, _, _) = await code.JudgeAsync(moved);
        Assert.Equal([moved], report.Lines.SelectMany(h => h.Lines).Select(l => l.Commit).Distinct());
    }

    [Fact]
    public async Task A_line_from_before_Steward_and_one_past_the_gate_have_no_change_and_say_so()
    {
        await using var code = await CodeWorld.CreateAsync();
        var before = await code.Repository.Write("a.cs", Text).CommitAsync("Before Steward");
        await PushAsync(code, "b.cs", "b\n", before);
        var sneaked = await code.Repository.Write("b.cs", "b\nsneaked\n").CommitAsync("Past the gate");

        var old = await TraceAsync(code, "a.cs", 1);
        Assert.Equal((before, null, null), (old.Commit.Sha, old.Change, old.Checkpoint));
        Assert.Contains("which no change has brought through the stages", old.Sentence, StringComparison.Ordinal);
        var past = await TraceAsync(code, "b.cs", 2);
        Assert.Equal((sneaked, null), (past.Commit.Sha, past.Change));
    }

    [Fact]
    public async Task A_line_that_was_squashed_or_merged_is_traced_to_the_commit_that_is_in_the_branch()
    {
        await using var code = await CodeWorld.CreateAsync();
        var git = code.Repository;
        var first = await PushAsync(code, "a.cs", Text, CommitSha.None);
        await git.BranchAsync("feature");
        var feature = await git.Write("a.cs", Text.Replace("five", "FIVE", StringComparison.Ordinal)).CommitAsync("Shout");
        await git.GitAsync("checkout", "-q", "main");
        await git.GitAsync("merge", "-q", "--squash", "feature");
        var squashed = await code.PushAsync(first, "Shout, squashed");
        await git.BranchAsync("other");
        var other = await git.Write("c.cs", "c\n").CommitAsync("Add c");
        await git.GitAsync("checkout", "-q", "main");
        await git.GitAsync("merge", "-q", "--no-ff", "-m", "Merge other", "other");
        var merged = await git.HeadAsync();
        await code.World.EndAsync(ChangeInstance.IdOf(await code.World.PushAsync(code.Product, squashed, merged)));

        Assert.Equal((squashed, squashed), Of(await TraceAsync(code, "a.cs", 5)));
        Assert.Equal((other, merged), Of(await TraceAsync(code, "c.cs", 1)));
        // At the feature branch it is its own commit, which no change has brought.
        var there = await TraceAsync(code, "a.cs", 5, "feature");
        Assert.Equal((feature, null), (there.Commit.Sha, there.Change));

        static (CommitSha, CommitSha) Of(LineTrace trace) => (trace.Commit.Sha, trace.Change!.Head);
    }

    [Fact]
    public async Task What_the_repository_does_not_have_is_not_found_with_what_to_do()
    {
        await using var code = await CodeWorld.CreateAsync();
        await PushAsync(code, "a.cs", Text, CommitSha.None);

        Assert.Contains("--ref", (await NotFoundAsync(() => TraceAsync(code, "a.cs", 1, "nowhere"))).Message, StringComparison.Ordinal);
        Assert.Contains("'b.cs'", (await NotFoundAsync(() => TraceAsync(code, "b.cs", 1))).Message, StringComparison.Ordinal);
        Assert.Contains("line 9 of a file 'a.cs'", (await NotFoundAsync(() => TraceAsync(code, "a.cs", 9))).Message, StringComparison.Ordinal);
        string?[] paths = [null, "", "/etc/passwd", "a/../b", "a\0b", "a//b", new string('a', 2000)];
        Assert.All(paths, path => Assert.Equal(FailureKind.Invalid, Assert.Throws<StewardException>(() => TracePlace.Parse(path, "1", null)).Kind));
        string?[] lines = [null, "", "0", "-1", "one", "99999999999"];
        Assert.All(lines, line => Assert.Throws<StewardException>(() => TracePlace.Parse("a.cs", line, null)));
        Assert.Throws<StewardException>(() => TracePlace.Parse("a.cs", "1", "HEAD~1"));

        static async Task<StewardException> NotFoundAsync(Func<Task> act)
        {
            var failure = await Assert.ThrowsAsync<StewardException>(act);
            Assert.Equal(FailureKind.NotFound, failure.Kind);
            return failure;
        }
    }

    private static async Task<CommitSha> PushAsync(CodeWorld code, string path, string text, CommitSha before)
    {
        code.Repository.Write(path, text);
        return await code.PushAsync(before, $"Write {path}");
    }

    private static Task<LineTrace> TraceAsync(CodeWorld code, string path, int line, string? reference = null) =>
        code.World.Get<LineTracer>().TraceAsync(code.Product, TracePlace.Parse(path, $"{line}", reference), CancellationToken.None);

    internal static async Task ReleaseAsync(CodeWorld code, string tag, CommitSha commit)
    {
        var details = new JsonObject { ["tag"] = tag, ["commit"] = commit.ToString() };
        await AppendAsync(code, ReleaseEvidence.Named, Subject.Product(code.Product), EvidenceOutcome.Info, details);
        await AppendAsync(code, ReleaseEvidence.Decided, Subject.Release(tag, commit), EvidenceOutcome.Pass);
        await code.ReleaseAsync(tag, commit);
    }

    internal static Task AppendAsync(CodeWorld code, string kind, Subject subject, EvidenceOutcome outcome, JsonObject? details = null, string? payload = null) =>
        code.World.AppendAsync(code.Product, new Evidence
        {
            Id = Evidence.IdFor(kind, subject, details?.ToJsonString() ?? "test"), Time = TimeProvider.System.GetUtcNow(), Actor = "steward", Kind = kind,
            Subject = subject, Outcome = outcome, Summary = $"{kind} was done.", Details = details, Payload = payload,
        });
}
