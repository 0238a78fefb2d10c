using Cronos;
using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Stages;
using Steward.TestKit.Git;

namespace Steward.Bench.Cost;

/// <summary>What a lifecycle costs in storage operations and tasks, counted: docs/cost.md multiplies it with prices.</summary>
internal sealed class CostBenchmark : IBenchmark
{
    private const int Files = 50;
    private const int MoreProducts = 4;
    private const string Policy = """
        version: 1
        development:
          environment:
            tools: { git: ">=2" }
        testing:
          deadline: 30m
          sets:
            unit: { minimum: 2 }
        security:
          licences:
            allow: [MIT]
        """;

    private const string Lock = """{"name":"shop","lockfileVersion":3,"packages":{"":{"name":"shop"},"node_modules/left":{"version":"1.0.0","license":"MIT"}}}""";
    private const string Report = """<testsuite name="s" tests="2"><testcase name="a"/><testcase name="b"/></testsuite>""";
    private static readonly ProductId Product = ProductId.Parse("bench/shop");

    public string Name => "cost";

    public async Task<IReadOnlyList<Measurement>> RunAsync(string storage)
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await CostWorld.StartAsync(storage);
        world.Registries.PublishNpm("left", "1.0.0", """{"license":"MIT"}""");
        repository.Write("steward.yaml", Policy).Write("package-lock.json", Lock);
        for (var i = 0; i < Files; i++) repository.Write($"src/file{i}.txt", $"file {i}\n");
        var first = await repository.CommitAsync("Begin");
        var second = await repository.Write("src/file0.txt", "changed\n").CommitAsync("Change");
        await repository.TagAsync("v1", "the first");
        await world.Api.RegisterAsync(Product, repository.Source);

        await PushAsync(world, Product, CommitSha.None, first);
        await world.MeasureAsync(() => world.Api.UploadAsync(new ChangeId(Product, first), "unit", Report));
        return await MeasureAsync(world, repository, first, second);
    }

    private static async Task<IReadOnlyList<Measurement>> MeasureAsync(CostWorld world, GitRepositoryBuilder repository, CommitSha first, CommitSha second)
    {
        var change = new ChangeId(Product, second);
        var push = await PushAsync(world, Product, first, second);
        var upload = await world.MeasureAsync(() => world.Api.UploadAsync(change, "unit", Report));
        await world.RequireAsync(change, c => c.Tree?.Verdict == Verdict.Pass);
        var release = await world.MeasureAsync(() => world.ReleaseAsync(Product, "v1"));
        using (var passport = await world.Api.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"api/products/{Product}/releases/v1/passport"))) passport.EnsureSuccessStatusCode();

        var hour = await HourAsync(world);
        for (var i = 0; i < MoreProducts; i++)
        {
            var another = ProductId.Parse($"bench/other{i}");
            await world.Api.RegisterAsync(another, repository.Source);
            await PushAsync(world, another, CommitSha.None, first);
        }

        var more = await HourAsync(world);
        return
        [
            .. push.Rows("push of one changed file to its first verdict, all stages"), .. upload.Rows("upload of one report to the next verdict"),
            .. release.Rows("release to its passport"), .. hour.Rows("idle hour, one product"),
            // Not the time, the last row: what differs there is less than what one run differs from the next.
            .. ((more - hour) * (1.0 / MoreProducts)).Rows("idle hour, each more product").SkipLast(1),
        ];
    }

    private static async Task<Usage> PushAsync(CostWorld world, ProductId product, CommitSha before, CommitSha after)
    {
        var usage = await world.MeasureAsync(async () => (await world.Api.PushAsync(product, before, after, $"cost-{product.Name}-{after}")).Dispose());
        await world.RequireAsync(new ChangeId(product, after), c => c.State == ChangeState.Waiting);
        return usage;
    }

    // Each schedule's run, times how often it runs: the second run of each, since the first finds things to do.
    private static async Task<Usage> HourAsync(CostWorld world)
    {
        var sum = Usage.None;
        foreach (var schedule in world.Schedules)
        {
            await world.MeasureAsync(schedule);
            sum += await world.MeasureAsync(schedule) * RunsAnHour(schedule);
        }

        return sum;
    }

    private static double RunsAnHour(Schedule schedule)
    {
        var day = new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc);
        return CronExpression.Parse(schedule.Cron).GetOccurrences(day, day.AddDays(1)).Count() / 24.0;
    }
}
