using Steward.Access;
using Steward.Changes;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Code;
using Steward.Stages.Release.Instructions;
using Steward.TestKit.Git;
using Steward.TestKit.Web;
using Steward.Web;

namespace Steward.SystemTests.Dashboard;

/// <summary>A dashboard as a team would find it on a Monday.</summary>
public static class SeededWorld
{
    public static ProductId Till { get; } = ProductId.Parse("contoso/till");

    /// <summary>A group of errors that two releases of the till had.</summary>
    public const string OldErrors = "2026-11-20 10:00:00 ERROR order 17 of alice@example.org failed: the bank did not answer within 30 s\nERROR drawer 3 is stuck\n";

    private const string NewErrors = "2026-11-22 10:00:00 ERROR order 99 of carol@example.org failed: the bank did not answer within 45 s\n{\"@mt\":\"Receipt {Id} could not be printed on {Printer}, which has neither paper nor ink nor anybody who would care\",\"Id\":3}\n";

    public static async Task<WebWorld> StartAsync(WebOptions? options = null)
    {
        var world = await WebWorld.StartAsync(options: options);
        var shop = await world.Seed.ProductAsync();
        await world.Seed.ChangeAsync(shop, 1, Trees.Green(), title: "Show prices with taxes");
        await world.Seed.ChangeAsync(shop, 2, Trees.Hostile(), title: "<b>Do not</b> trust \"titles\" & <script>alert(0)</script>", branch: "refs/heads/feature/markup-in-a-rather-long-branch-name");
        await world.Seed.ChangeAsync(shop, 3, Trees.Rich(world.Clock.GetUtcNow()));
        await world.Seed.ChangeAsync(shop, 4, Trees.Rich(world.Clock.GetUtcNow()), ChangeState.Waiting, "Take orders while the warehouse sleeps");
        await world.Seed.ChangeAsync(shop, 5, null, ChangeState.Running, "Send receipts by mail");
        var site = await world.Seed.ProductAsync("contoso/site", "git:/srv/site");
        await world.Seed.ChangeAsync(site, 11, Trees.Green(), title: "Write down the opening hours");
        await world.Seed.ProductAsync("contoso/warehouse");
        await world.Seed.ChangeAsync(await world.Seed.ProductAsync("contoso/pay", "git:/srv/pay"), 21, Trees.Rich(world.Clock.GetUtcNow()), title: "Take other cards, too");
        await world.Seed.EvidenceAsync(shop, WebSeed.Sha(3), 12);
        await world.Seed.ScannedAsync(shop, WebSeed.Sha(2), LicenceScans.Before);
        await world.Seed.ScannedAsync(shop, WebSeed.Sha(3), LicenceScans.Now);
        AddInstances(world);
        await AddReleasesAsync(world);
        return world;
    }

    private static void AddInstances(WebWorld world)
    {
        var steps = new Dictionary<string, string> { ["development/environment"] = "done", ["testing/results"] = "running", ["security/licences"] = "done", ["security/antivirus"] = "running" };
        world.Seed.Instance("change:contoso/site@" + WebSeed.Sha(11), OrchestrationRuntimeStatus.Completed, 160);
        world.Seed.Instance("change:contoso/shop@" + WebSeed.Sha(5), OrchestrationRuntimeStatus.Running, 2, progress: new ChangeProgress(steps, null));
        world.Seed.Instance("change:contoso/shop@" + WebSeed.Sha(3), OrchestrationRuntimeStatus.Failed, 45, "clamd at 127.0.0.1:3310 did not answer in 5 attempts. Start it, then resume.");
        world.Seed.Instance("snapshot:2026-11-23T02:00Z", OrchestrationRuntimeStatus.Suspended, 300);
    }

    private const string Instructions = """
        - [ ] Write the release notes {#notes}
        - [ ] Scan the release {#scan evidence=antivirus.completed}
        - [ ] Try it by hand, on whatever there is {#try}
          - [ ] on a phone {#phone}
        - [ ] Tell the shops {#tell level=administer after=notes,try}
        """;

    // Two releases: the first let through, the second not, since one of its commits came in by no change.
    private static async Task AddReleasesAsync(WebWorld world)
    {
        var repository = world.Keep(await GitRepositoryBuilder.CreateAsync());
        await world.Seed.ProductAsync("contoso/till", repository.Source);
        var first = await CommitAsync(world, repository, "Open the drawer", Verdict.Pass);
        await repository.TagAsync("v1.0.0");
        await world.Seed.ReleaseAsync(Till, "v1.0.0", first, Tree("v1.0.0", new("head", Verdict.Pass, $"{first.Abbreviated} was judged Pass (ledger entry 1).")));
        await CommitAsync(world, repository, "Print receipts on whatever printer is there, and say so when there is none at all", Verdict.Fail);
        var forgotten = await repository.Write("b.txt", "b").CommitAsync("Count the coins");
        repository.Write("steward.yaml", "version: 1\nrelease: {instructions: {file: docs/releasing.md}}\n").Write("docs/releasing.md", Instructions);
        var second = await CommitAsync(world, repository, "Close the drawer", Verdict.Pass);
        await world.Get<InstructionDesk>().SayAsync(new ChangeId(Till, second), new InstructionSaid("notes"), new Caller("github:ada", AccessLevel.Approve), CancellationToken.None);
        await AccountAsync(world, first, second, forgotten);
        await repository.TagAsync("release/1.1");
        await world.Seed.ReleaseAsync(Till, "release/1.1", second, Tree("release/1.1", new("commits", Verdict.Missing, $"1 commit since v1.0.0 not processed: {forgotten.Abbreviated}.")
        {
            Children = [new(forgotten.Abbreviated, Verdict.Missing, "No change has brought it through the stages.")],
        }));
        await world.Seed.ErrorsAsync(Till, "v1.0.0", OldErrors);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Seed.ErrorsAsync(Till, "release/1.1", NewErrors);
    }

    // What was accounted for of the second release's code: lines of two commits, one of which no change has brought.
    private static async Task AccountAsync(WebWorld world, CommitSha first, CommitSha second, CommitSha forgotten)
    {
        var report = new CodeReport
        {
            Previous = first, Commit = second, Files = 4, FilesProcessed = 4, Hunks = 2, HunksProcessed = 1, Processors = [], LeftFiles = [], Found = [],
            Lines =
            [
                new ReleasedHunk("b.txt", 1, 1) { Lines = [new HunkLines(1, 1, forgotten, null, false) { Author = "Ada Author" }], Missing = [new LeftLines("change", [1, 1], "came with a commit that no change has brought")] },
                new ReleasedHunk("a.txt", 1, 2)
                {
                    Lines = [new HunkLines(1, 2, second, second, false) { By = "github:ada", Author = "Ada Author with a rather long name that somebody wrote", Login = "github:ada" }],
                    Handled = new Dictionary<string, string> { ["review"] = "#12 by github:bob" },
                },
            ],
        };
        var payload = Json.WriteBytes(report);
        await world.Get<IPayloadStore>().PutAsync(Till, payload, CancellationToken.None);
        await world.Get<ILedger>().AppendAsync(Till, [new Evidence
        {
            Id = Evidence.IdFor(CodeReport.Kind, Subject.Commit(second), "seed"), Time = world.Clock.GetUtcNow(), Actor = "steward", Kind = CodeReport.Kind,
            Subject = Subject.Commit(second), Outcome = EvidenceOutcome.Fail, Summary = CodeText.Summary(report), Payload = Digest.Sha256(payload),
        }], CancellationToken.None);
    }

    private static VerdictNode Tree(string tag, VerdictNode part) =>
        VerdictNode.All($"release {tag}", [new("tag", Verdict.Pass, $"{tag} points to its commit."), part]);

    private static async Task<CommitSha> CommitAsync(WebWorld world, GitRepositoryBuilder repository, string title, Verdict verdict)
    {
        var commit = await repository.Write("a.txt", title).CommitAsync(title);
        await world.Seed.JudgedAsync(Till, commit, verdict);
        return commit;
    }
}
