using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;
using Steward.Stages;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Running;
using Steward.Stages.Development.Backups.Servers;
using Steward.Stages.Development.Backups.Showing;
using Steward.TestKit.Git;
using Steward.TestKit.Web;

namespace Steward.StorageTests.Development.Backups;

/// <summary>A product with a policy and a repository with the file of servers, the table of books, the ledger and the endpoints; the clock begins on 2026-11-23 at 09:30 UTC.</summary>
internal sealed class BackupWorld : IAsyncDisposable
{
    public static readonly ProductId Shop = ProductId.Parse("acme/shop"), Servers = ProductId.Parse("acme/backups");

    public const string Policy = """
        version: 1
        development:
          backups:
            plans:
              state: {what: {kind: steward}, vault: main, when: {cron: "0 10 * * *", jitter: 0s, atOnce: true}, drill: 5d}

        """;

    public const string File = """
        version: 1
        agents: {db1: {products: [acme/*]}, web1: {}}
        plans:
          db: {what: {kind: folder, paths: [/srv]}, vault: main, by: db1, when: {cron: "0 10 * * *", jitter: 0s}, drill: 5d, timeout: 4h}
          home: {what: {kind: workplace, person: github:Ada, paths: [/home/ada]}, vault: main, by: web1, when: {cron: "0 10 * * *", jitter: 0s}}

        """;

    private readonly List<GitRepositoryBuilder> _repositories = [];
    private int _names;

    private BackupWorld(WebWorld web, ScriptedRunner runner) => (Web, Runner) = (web, runner);

    public WebWorld Web { get; }

    public ScriptedRunner Runner { get; }

    public GitRepositoryBuilder Product => _repositories[0];

    public GitRepositoryBuilder Central => _repositories[1];

    public DateTimeOffset Now => Web.Clock.GetUtcNow();

    /// <summary>Starts it.</summary>
    /// <param name="policy">The product's policy.</param>
    /// <param name="file">The file of servers.</param>
    /// <param name="more">Services that count more than the usual ones.</param>
    public static async Task<BackupWorld> StartAsync(string policy = Policy, string file = File, Action<IServiceCollection>? more = null)
    {
        var runner = new ScriptedRunner();
        var world = new BackupWorld(await WebWorld.StartAsync(with: services =>
        {
            services.AddSingleton(new BackupOptions(Servers)).AddSingleton<IBackupRunner>(runner);
            more?.Invoke(services);
        }), runner);
        foreach (var (product, name, text) in new[] { (Shop, "steward.yaml", policy), (Servers, "steward-backups.yaml", file) })
        {
            var repository = await GitRepositoryBuilder.CreateAsync();
            world._repositories.Add(repository);
            await repository.Write(name, text).CommitAsync("Plan backups");
            await world.Web.Get<IProductStore>().PutAsync(new Product(product, repository.Source, "main", world.Now), CancellationToken.None);
        }

        return world;
    }

    /// <summary>Time passes, and the timer looks.</summary>
    public async Task<int> LookAsync(TimeSpan? after = null)
    {
        if (after is { } span) Web.Clock.Advance(span);
        return await ActAsync<LookAfterBackups, ScheduledRun, int>(new ScheduledRun(Now));
    }

    public Task<TOut> ActAsync<T, TIn, TOut>(TIn input)
        where T : class, IActivity<TIn, TOut> =>
        ActivatorUtilities.CreateInstance<T>(Web.Services).RunAsync(input, CancellationToken.None);

    public Task<HttpClient> AgentAsync(string agent) => ClientAsync(AccessLevel.Upload, null, $"{AccessScopes.Agent}/{agent}");

    public Task<HttpClient> PersonAsync(string login, AccessLevel level = AccessLevel.Approve) => ClientAsync(level, $"github:{login}");

    public async Task<IReadOnlyList<Evidence>> EvidenceAsync(ProductId? product = null, string? kind = null) =>
        await Web.Get<ILedger>().FindAsync(product ?? Servers, Subject.Product(product ?? Servers), CancellationToken.None).Select(e => e.Evidence)
            .Where(e => kind is null || e.Kind == kind).ToListAsync();

    public Task<PlanReport> PlanAsync(string key) => Web.Get<PlanDesk>().ShowAsync(key, new Caller("test", AccessLevel.Read), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        foreach (var repository in _repositories) await repository.DisposeAsync();
    }

    private async Task<HttpClient> ClientAsync(AccessLevel level, string? owner, params string[] scopes)
    {
        var request = new TokenRequest($"backups-{_names++}", level, Owner: owner, Scopes: scopes.Length == 0 ? null : scopes);
        return Web.Client((await Web.Get<AccessTokens>().IssueAsync(request, "test", CancellationToken.None)).Secret);
    }
}

/// <summary>What Steward itself backs up, as the test says.</summary>
internal sealed class ScriptedRunner : IBackupRunner
{
    public Func<OrderOfPlan, OrderOutcome> Run { get; set; } = order => new OrderOutcome(true, order.Order.Snapshot ?? new string('c', 64), new RunCounts(7, 70, 70, 30, 0), null);

    public Task<OrderOutcome> RunAsync(OrderOfPlan order, IProgress<OrderProgress> progress, CancellationToken cancellation) => Task.FromResult(Run(order));
}

/// <summary>What an agent sends and hears.</summary>
internal static class AgentCalls
{
    private const string Path = "/api/backups/orders";
    public static readonly RunCounts Counts = new(10, 1000, 400, 200, 0);
    public static readonly string Snapshot = new('a', 64);

    public static async Task<AgentOrder> OneAsync(this HttpClient agent) => Xunit.Assert.Single((await agent.OrdersAsync()).Orders);

    public static Task<AgentOrders> OrdersAsync(this HttpClient agent) => agent.GetAsync(Path).OkAsync<AgentOrders>();

    public static Task<HttpResponseMessage> ClaimAsync(this HttpClient agent, string order, string instance) => agent.PostJsonAsync($"{Path}/{order}/claim", new ClaimRequest(instance));

    public static async Task<OrderFence> ClaimedAsync(this HttpClient agent, string order, string instance = "instance-1") =>
        new(instance, (await agent.ClaimAsync(order, instance).OkAsync<AgentOrder>()).Attempt);

    public static Task<HttpResponseMessage> ProgressAsync(this HttpClient agent, string order, OrderFence fence, long? bytes = null) =>
        agent.PostJsonAsync($"{Path}/{order}/progress", new ProgressReport(fence, bytes is { } b ? new OrderProgress(1, b, 1000, "reading") : null));

    public static Task<HttpResponseMessage> ReportAsync(this HttpClient agent, string order, OrderFence fence, string? problem = null) =>
        agent.PostJsonAsync($"{Path}/{order}/report", problem is null ? new OrderReport(fence, true, Snapshot, Counts, null) : new OrderReport(fence, false, null, null, problem));
}
