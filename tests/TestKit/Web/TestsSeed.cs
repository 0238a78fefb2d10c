using System.Globalization;
using System.Text;
using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Uploads;
using Steward.TestKit.Git;

namespace Steward.TestKit.Web;

/// <summary>A product whose tests have run for a while: sharded unit tests, one of them flaky and one red in the end, and browser tests that never came.</summary>
public sealed class TestsSeed
{
    public static ProductId Product { get; } = ProductId.Parse("contoso/cart");

    private const string Policy = """
        version: 1
        testing:
          deadline: 2h
          sets:
            unit:
              shards: 2
            browser:
              command: npm run test:browser
        """;

    private TestsSeed(IReadOnlyList<CommitSha> commits) => Commits = commits;

    /// <summary>The commits, oldest first.</summary>
    public IReadOnlyList<CommitSha> Commits { get; }

    public CommitSha Head => Commits[^1];

    public static async Task<TestsSeed> AddAsync(WebWorld world, int runs = 12)
    {
        var repository = world.Keep(await GitRepositoryBuilder.CreateAsync());
        await world.Seed.ProductAsync(Product.ToString(), repository.Source);
        var commits = new List<CommitSha>();
        for (var run = 0; run < runs; run++)
        {
            var commit = await repository.Write("steward.yaml", Policy).Write("tests/CartTests.cs", $"// {run}\n").CommitAsync($"Change {run}");
            commits.Add(commit);
            await PushedAsync(world, commit, $"Change {run}");
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            var isLast = run == runs - 1;
            await UploadAsync(world, commit, 1, "1/2", Report(run, isRed: run > runs - 4, isFlaky: run % 3 == 1));
            if (run % 3 == 1) await UploadAsync(world, commit, 2, "1/2", Report(run, isRed: run > runs - 4, isFlaky: false));
            if (!isLast) await UploadAsync(world, commit, 1, "2/2", Other(run));
        }

        return new TestsSeed(commits);
    }

    private static async Task PushedAsync(WebWorld world, CommitSha commit, string title)
    {
        await world.Seed.JudgedAsync(Product, commit, Verdict.Missing);
        var now = world.Clock.GetUtcNow();
        await world.Get<IChangeStore>().PutAsync(
            new ChangeRecord
            {
                Id = new ChangeId(Product, commit), Ref = "refs/heads/main", Before = CommitSha.None, Actor = "github:ada", Title = title, ReceivedAt = now,
                State = ChangeState.Waiting, Tree = new VerdictNode("change", Verdict.Missing, "Tests are awaited."), DecidedAt = now,
            },
            CancellationToken.None);
    }

    public static async Task UploadAsync(WebWorld world, CommitSha commit, int attempt, string? shard, string report, string set = "unit")
    {
        var bytes = Encoding.UTF8.GetBytes(report);
        var upload = ResultsUpload.Of(new ChangeId(Product, commit), set, attempt, "token:ci", shard);
        await world.Get<ResultsIntake>().ReceiveAsync(upload, [new UploadedReport("report.xml", new MemoryStream(bytes), Digest.Sha256(bytes))], CancellationToken.None);
        world.Clock.Advance(TimeSpan.FromSeconds(20));
    }

    private static string Report(int run, bool isRed, bool isFlaky)
    {
        var seconds = (0.8 + (run % 4 * 0.15)).ToString(CultureInfo.InvariantCulture);
        var red = isRed ? "<failure message=\"expected: 12.40 EUR but was: 12.4 EUR &lt;b&gt;@team&lt;/b&gt;\">   at Contoso.CartTests.Totals() in /build/src/tests/CartTests.cs:line 1</failure>" : "";
        var flaky = isFlaky ? "<error message=\"The warehouse did not answer within 5 s\"/>" : "";
        return $"""
            <testsuite name="CartTests">
              <testcase classname="CartTests" name="Totals_are_shown_with_two_decimals" time="{seconds}">{red}</testcase>
              <testcase classname="CartTests" name="Asks_the_warehouse_for_everything_that_is_in_the_cart_and_waits_for_its_answer" time="2.{run}">{flaky}</testcase>
              <testcase classname="CartTests" name="Is_empty_at_first" time="0.002"/>
              <testcase classname="CartTests" name="Takes_foreign_money" time="0"><skipped/></testcase>
            </testsuite>
            """;
    }

    private static string Other(int run) =>
        $"<testsuite name=\"PayTests\"><testcase classname=\"PayTests\" name=\"Charges_once\" time=\"0.{run + 1}\"/><testcase classname=\"PayTests\" name=\"Refunds\" time=\"0.01\"/></testsuite>";
}
