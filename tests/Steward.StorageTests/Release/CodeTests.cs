using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Code;
using Steward.Stages.Release.Releases;
using Xunit;

namespace Steward.StorageTests.Release;

public sealed class CodeTests
{
    private const string Antivirus = "version: 1\nrelease: {code: {processors: {antivirus: {}}}}\n";
    private static readonly string Twenty = string.Concat(Enumerable.Range(1, 20).Select(i => $"line {i}\n"));

    [Fact]
    public async Task The_one_line_that_no_change_has_brought_is_named_by_file_and_line()
    {
        await using var code = await CodeWorld.CreateAsync();
        code.Repository.Write("steward.yaml", Antivirus).Write("src/a.cs", Twenty).Write("b.txt", "b\n");
        var first = await code.PushAsync(CommitSha.None, "Begin");
        await code.ReleaseAsync("v1", first);
        code.Repository.Write("src/a.cs", Twenty.Replace("line 3\n", "changed 3\n", StringComparison.Ordinal));
        var second = await code.PushAsync(first, "Change a line");
        var sneaked = await code.Repository.Write("src/a.cs", Text("changed 3", "sneaked 12")).CommitAsync("Past the gate");
        code.Repository.Write("src/a.cs", Text("changed 3", "sneaked 12").Replace("line 20\n", "changed 20\n", StringComparison.Ordinal));
        var head = await code.PushAsync(sneaked, "Change another");
        await code.ProcessAsync(["steward.yaml", "src/a.cs", "b.txt"]);

        var (report, node, _) = await code.JudgeAsync(head);
        Assert.Equal((3, 3, 3, 2), (report.Files, report.FilesProcessed, report.Hunks, report.HunksProcessed));
        Assert.Equal(Verdict.Missing, node.Verdict);
        Assert.Equal($"2 of 3 runs of lines changed since {first.Abbreviated} came with processed commits. src/a.cs line 12 came with a commit that no change has brought through the stages.", node.Reason);
        Assert.Equal(["src/a.cs line 12 change"], node.Children.Single(c => c.Name == "lines").Children.Select(c => c.Name));
        Assert.Equal(
            [$"3 {second.Abbreviated}", $"12 {sneaked.Abbreviated}", $"20 {head.Abbreviated}"],
            report.Lines.SelectMany(h => h.Lines).OrderBy(l => l.Start).Select(l => $"{l.Start} {l.Commit.Abbreviated}"));
        Assert.All(report.Lines, h => Assert.StartsWith("ledger entry ", h.Handled["antivirus"], StringComparison.Ordinal));
        Assert.Equal(["github:ada", null, "github:ada"], report.Lines.SelectMany(h => h.Lines).OrderBy(l => l.Start).Select(l => l.By));

        static string Text(string third, string twelfth) =>
            Twenty.Replace("line 3\n", third + "\n", StringComparison.Ordinal).Replace("line 12\n", twelfth + "\n", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_a_processor_has_not_handled_is_named_and_one_found_wanting_long_ago_still_fails()
    {
        await using var code = await CodeWorld.CreateAsync();
        code.Repository.Write("steward.yaml", Antivirus).Write("old.bin", [0, 1, 2]).Write("new.txt", "n\n");
        var head = await code.PushAsync(CommitSha.None, "Begin");
        await code.ProcessAsync(["steward.yaml"]);
        await code.ProcessAsync(["old.bin"], EvidenceOutcome.Fail);
        await code.ProcessAsync(["old.bin", "new.txt"], EvidenceOutcome.Error);

        var (report, node, facts) = await code.JudgeAsync(head);
        Assert.Equal((3, 2), (report.Files, report.FilesProcessed));
        Assert.Equal(Verdict.Fail, node.Verdict);
        Assert.Equal("new.txt was not handled by antivirus.", node.Children.Single(c => c.Name == "files").Children.Single().Reason);
        Assert.Contains("old.bin was found wanting by antivirus (ledger entry ", node.Children.Single(c => c.Name == "found").Reason, StringComparison.Ordinal);
        Assert.Equal("""["antivirus"]""", facts.Findings.Single(f => f.Evidence.Kind == CodeReport.Kind).Evidence.Details![IReleaseInquiry.LeftBy]!.ToJsonString());

        // What was scanned again and is in order now is in order.
        await code.ProcessAsync(["old.bin", "new.txt"]);
        Assert.Equal((Verdict.Pass, "3 of 3 files and 3 of 3 hunks were processed, the first release."), await VerdictAsync(code, head));
    }

    [Fact]
    public async Task Without_a_section_every_processor_of_files_is_asked_for_every_file()
    {
        await using var code = await CodeWorld.CreateAsync();
        code.Repository.Write("steward.yaml", "version: 1\n").Write("a.txt", "a\n");
        var head = await code.PushAsync(CommitSha.None, "Begin");
        await code.ProcessAsync(["steward.yaml", "a.txt"]);
        var (report, node, _) = await code.JudgeAsync(head);
        Assert.Equal(Verdict.Missing, node.Verdict);
        Assert.All(report.LeftFiles, f => Assert.Contains("licences", f.Missing));
        await code.ScanLicencesAsync(head);
        Assert.DoesNotContain((await code.JudgeAsync(head)).Report.LeftFiles, f => f.Missing.Contains("licences") || f.Missing.Contains("antivirus"));
    }

    [Fact]
    public async Task What_nothing_can_look_at_is_left_over_by_name_and_no_reason_to_have_the_tree_handled_again()
    {
        await using var code = await CodeWorld.CreateAsync();
        const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
        code.Repository.Write("steward.yaml", Antivirus).Write("data/.gitattributes", "*.psd filter=lfs diff=lfs\n# *.txt filter=lfs\n")
            .Write("data/deep/a.psd", Pointer).Write("data/b.txt", Pointer).Write("data/real.psd", new string('x', 5000))
            .Link("in", "data/b.txt").Link("data/out", "../../etc/passwd").Link("data/absolute", "/etc/passwd");
        await code.Repository.CommitAsync("Begin");
        await code.Repository.SubmoduleAsync("lib", await code.Repository.HeadAsync());
        code.Repository.Write("c.txt", "c\n");
        var head = await code.PushAsync(CommitSha.None, "Go on");
        await code.ProcessAsync(["steward.yaml", "data/.gitattributes", "data/deep/a.psd", "data/b.txt", "data/real.psd", "in", "data/out", "data/absolute", "c.txt"]);

        var (report, node, facts) = await code.JudgeAsync(head);
        Assert.Equal(["data/absolute", "data/deep/a.psd", "data/out", "lib"], report.LeftFiles.Select(f => f.Path).Where(p => p != ".gitmodules").Order(StringComparer.Ordinal));
        Assert.All(report.LeftFiles.Where(f => f.Path != ".gitmodules"), f => Assert.NotNull(f.Why));
        Assert.Equal(Verdict.Missing, node.Verdict);
        Assert.Equal((3, 1, 1), (report.Special["link"], report.Special["lfs"], report.Special["submodule"]));
        Assert.DoesNotContain(report.LeftFiles, f => f.Why is null && f.Path != ".gitmodules");
        Assert.Equal(report.LeftBy, facts.Findings.Single(f => f.Evidence.Kind == CodeReport.Kind).Evidence.Details![IReleaseInquiry.LeftBy]!.AsArray().Select(n => n!.GetValue<string>()));
    }

    [Fact]
    public async Task Lines_that_no_test_executed_are_named_where_the_policy_asks_for_tests()
    {
        await using var code = await CodeWorld.CreateAsync();
        const string Policy = "version: 1\nrelease: {code: {processors: {tests: {paths: [src], except: [src/gen]}}, generated: ['**/*.g.cs']}}\n";
        code.Repository.Write("steward.yaml", Policy).Write("src/a.cs", Twenty);
        var first = await code.PushAsync(CommitSha.None, "Begin");
        await code.ReleaseAsync("v1", first);
        code.Repository.Write("src/a.cs", Twenty.Replace("line 4\nline 5\n", "four\nfive\n", StringComparison.Ordinal).Replace("line 9\n", "", StringComparison.Ordinal))
            .Write("src/b.g.cs", "generated\n").Write("src/gen/c.cs", "excepted\n").Write("docs.md", "text\n");
        var head = await code.PushAsync(first, "Change");
        Assert.Equal("src/a.cs lines 4-5 was not handled by tests: no coverage of this commit was uploaded.", await LinesAsync(code, head));
        await code.UploadCoverageAsync(head, "src/a.cs", [4, 4], [5, 5]);
        Assert.Equal("src/a.cs line 5 was not handled by tests: no test executed.", await LinesAsync(code, head));
        await code.UploadCoverageAsync(head, "src/a.cs", [5, 5], []);
        Assert.Equal(Verdict.Pass, (await VerdictAsync(code, head)).Verdict);

        static async Task<string> LinesAsync(CodeWorld code, CommitSha head)
        {
            var node = (await code.JudgeAsync(head)).Node;
            return string.Join('\n', node.Children.Single(c => c.Name == "lines").Children.Select(c => c.Reason));
        }
    }

    [Fact]
    public async Task What_an_exception_in_the_policy_lets_through_is_not_found_wanting_again()
    {
        await using var code = await CodeWorld.CreateAsync();
        const string Policy = "version: 1\nrelease: {code: {processors: {secrets: {}}}}\nsecurity: {secrets: {ignore: [{path: fixtures, reason: made up, until: 2099-01-01}]}}\n";
        code.Repository.Write("steward.yaml", Policy).Write("fixtures/key.txt", "a\n").Write("src/key.txt", "b\n");
        var head = await code.PushAsync(CommitSha.None, "Begin");
        await code.ProcessAsync(["steward.yaml"], kind: "secrets.scanned");
        var details = System.Text.Json.Nodes.JsonNode.Parse("""{"rulesVersion":"1","found":[{"rule":"github-token","certainty":"verified","count":1,"places":["1:1"]}]}""")!.AsObject();
        await code.ProcessAsync(["fixtures/key.txt", "src/key.txt"], EvidenceOutcome.Fail, "secrets.scanned", details);
        var (report, node, _) = await code.JudgeAsync(head);
        Assert.Equal(("src/key.txt", "fixtures/key.txt"), (report.Found.Single().Path, report.Accepted.Single().Path));
        Assert.Equal(Verdict.Fail, node.Verdict);
    }

    [Fact]
    public async Task Files_from_before_Steward_are_handled_before_the_release_is_decided()
    {
        await using var code = await CodeWorld.CreateAsync();
        code.Repository.Write("steward.yaml", Antivirus.Replace("antivirus", "secrets", StringComparison.Ordinal)).Write("old.txt", "old\n");
        var old = await code.Repository.CommitAsync("Before Steward");
        code.Repository.Write("new.txt", "new\n");
        await code.PushAsync(old, "The first push that Steward sees");
        await code.Repository.TagAsync("v1");
        var world = code.World;
        await world.EndAsync(await world.Get<ReleaseIntake>().AskAsync(code.Product, "v1", "github:ada", CancellationToken.None));

        var tree = (await world.Get<ReleaseReader>().FindAsync(code.Product, "v1", CancellationToken.None)).Tree!;
        var node = tree.Walk().Single(n => n.Path == "release v1/release/code").Node;
        Assert.Equal((Verdict.Pass, "3 of 3 files of the tree were handled by all that the policy asks for (secrets 3 of 3)."), Of(node, "files"));
        Assert.Equal(Verdict.Missing, Of(node, "lines").Verdict); // the commit from before Steward is one that no change has brought
        Assert.Equal(1, await world.Ledger.FindAsync(code.Product, Subject.Release("v1", await code.Repository.HeadAsync()), CancellationToken.None).CountAsync(e => e.Evidence.Kind == ReleaseEvidence.Decided));

        static (Verdict Verdict, string Reason) Of(VerdictNode node, string name)
        {
            var child = node.Children.Single(c => c.Name == name);
            return (child.Verdict, child.Reason);
        }
    }

    [Fact]
    public async Task A_processor_that_there_is_not_has_handled_nothing()
    {
        await using var code = await CodeWorld.CreateAsync();
        code.Repository.Write("steward.yaml", Antivirus.Replace("antivirus", "crystal-ball", StringComparison.Ordinal));
        var head = await code.PushAsync(CommitSha.None, "Begin");
        Assert.Equal((Verdict.Missing, "release.code names the processor crystal-ball, and there is none of that name, so nothing can have been handled by it."), await VerdictAsync(code, head));
    }

    [Fact]
    public async Task What_the_ledger_knows_of_blobs_is_kept_and_only_what_came_since_is_read()
    {
        await using var code = await CodeWorld.CreateAsync();
        for (var i = 0; i < ProcessedIndex.WorthSaving; i++) code.Repository.Write($"f/{i}.txt", $"{i}\n");
        code.Repository.Write("steward.yaml", Antivirus);
        var head = await code.PushAsync(CommitSha.None, "Begin");
        var blobs = (await code.Repository.GitAsync("ls-tree", "-r", "--name-only", "HEAD")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(ProcessedIndex.WorthSaving + 1, blobs.Length);
        await code.World.Ledger.AppendAsync(code.Product, [.. (await code.Repository.GitAsync("ls-tree", "-r", "HEAD")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Scanned)], CancellationToken.None);
        var (report, _, facts) = await code.JudgeAsync(head);
        var saved = facts.Findings.Single(f => f.Evidence.Kind == ProcessedBlobs.Kind);
        Assert.Equal((ProcessedIndex.WorthSaving + 1, ProcessedIndex.WorthSaving + 1), (report.Files, report.FilesProcessed));

        await code.World.Get<IPayloadStore>().PutAsync(code.Product, saved.Payload, CancellationToken.None);
        await code.World.AppendAsync(code.Product, saved.Evidence);
        await code.ProcessAsync(["f/7.txt"], EvidenceOutcome.Fail);
        var later = await code.JudgeAsync(head);
        Assert.Equal(("f/7.txt", ProcessedIndex.WorthSaving + 1), (later.Report.Found.Single().Path, later.Report.FilesProcessed));
        Assert.DoesNotContain(later.Facts.Findings, f => f.Evidence.Kind == ProcessedBlobs.Kind);

        static Evidence Scanned(string line)
        {
            var subject = Subject.Blob(CommitSha.Parse(line.Split(' ', '\t')[2]));
            return new Evidence
            {
                Id = Evidence.IdFor("antivirus.scanned", subject, "1"), Time = TimeProvider.System.GetUtcNow(), Actor = "steward", Kind = "antivirus.scanned", Subject = subject, Outcome = EvidenceOutcome.Pass,
            };
        }
    }

    private static async Task<(Verdict Verdict, string Reason)> VerdictAsync(CodeWorld code, CommitSha head)
    {
        var node = (await code.JudgeAsync(head)).Node;
        return (node.Verdict, node.Reason);
    }
}
