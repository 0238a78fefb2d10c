using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Artefacts;
using Steward.Azure.Clamd;
using Steward.Azure.Errors;
using Steward.Azure.Intake;
using Steward.Azure.Ledger;
using Steward.Azure.Packages;
using Steward.Azure.Snapshots;
using Steward.Azure.Sources;
using Steward.Azure.Storage;
using Steward.Azure.TestHistory;
using Steward.Changes;
using Steward.Changes.Housekeeping;
using Steward.Engine;
using Steward.Gates;
using Steward.Intake;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Products;
using Steward.Stages;
using Steward.TestKit.Engine;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.TestKit.Changes;

/// <summary>A Steward without its doors: real engine, real stores, real git; all capabilities are registered, and a test says which of them a change runs.</summary>
public sealed class ChangeWorld : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly EmbeddedUnderTest _engine;
    private readonly string _folder;

    private ChangeWorld(ServiceProvider services, EmbeddedUnderTest engine, string folder) => (_services, _engine, _folder) = (services, engine, folder);

    public IOrchestrationClient Engine => _engine.Client;

    public ILedger Ledger => Get<ILedger>();

    public static async Task<ChangeWorld> CreateAsync(Action<TaskCatalog>? program = null, Action<IServiceCollection>? more = null)
    {
        var (catalog, folder) = (new TaskCatalog(), Directory.CreateTempSubdirectory("steward-changes-").FullName);
        program?.Invoke(catalog);
        EmbeddedUnderTest? engine = null;
        var services = Services(catalog, await Azurite.AccountAsync(), folder).AddSingleton<IOrchestrationClient>(_ => engine!.Client);
        more?.Invoke(services);
        var provider = services.BuildServiceProvider();
        engine = await EmbeddedUnderTest.StartAsync(catalog, new EmbeddedSetting { Services = provider });
        return new ChangeWorld(provider, engine, folder);
    }

    /// <summary>Everything that a host registers, with the program of a test beside it.</summary>
    public static IServiceCollection Services(TaskCatalog catalog, StorageAccount account, string folder)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(account);
        var registry = services.AddCapabilities(catalog);
        return services
            .AddIntake(new IntakeOptions { Secrets = ["0123456789abcdef"] }, catalog, registry).AddChanges(catalog).AddHousekeeping(catalog, registry)
            .AddIntakeStorage().AddLedgerStorage().AddFileSigner(Path.Combine(folder, "key.pem"), "steward-test").AddErrorStorage().AddTestHistory().AddSnapshotStorage().AddArtefactStorage()
            .AddSources(new SourceOptions { AllowLocalGit = true }).AddClamd(new ClamdOptions()).AddPackages(new PackageOptions())
            .AddPolicy().AddGates();
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>All services of a kind.</summary>
    public IEnumerable<T> All<T>()
        where T : notnull => _services.GetServices<T>();

    /// <summary>One made from the services, with some of them replaced.</summary>
    public T Make<T>(params object[] instead) => ActivatorUtilities.CreateInstance<T>(_services, instead);

    public async Task<ProductId> RegisterAsync(GitRepositoryBuilder repository, string name = "acme/shop")
    {
        var product = new Product(ProductId.Parse(name), repository.Source, "main", DateTimeOffset.UnixEpoch);
        await Get<IProductStore>().PutAsync(product, CancellationToken.None);
        return product.Id;
    }

    /// <summary>Starts what a push starts, with these steps only.</summary>
    public Task<ChangeId> PushAsync(ProductId product, CommitSha commit, params StageStep[] steps) => PushAsync(product, CommitSha.None, commit, steps);

    /// <summary>The same, over the head before.</summary>
    public async Task<ChangeId> PushAsync(ProductId product, CommitSha before, CommitSha commit, params StageStep[] steps)
    {
        var change = new ChangeId(product, commit);
        var request = new ChangeRequest(change, "refs/heads/main", before, "github:ada", TimeProvider.System.GetUtcNow(), steps);
        await Engine.ScheduleNewOrchestrationInstanceAsync(ChangeWorkflow.Name, request, new StartOrchestrationOptions(ChangeInstance.IdOf(change)));
        return change;
    }

    /// <summary>The same, and waits until its orchestration has ended.</summary>
    public async Task<ChangeId> DecideAsync(ProductId product, CommitSha commit, params StageStep[] steps)
    {
        var change = await PushAsync(product, commit, steps);
        await EndAsync(ChangeInstance.IdOf(change));
        return change;
    }

    public Task<OrchestrationMetadata> EndAsync(string id) =>
        Engine.WaitForInstanceCompletionAsync(id, true, new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);

    /// <summary>Runs an orchestration to its end; its failure is the test's.</summary>
    public async Task<T> RunAsync<T>(string orchestrator, object input)
    {
        var ended = await EndAsync(await Engine.ScheduleNewOrchestrationInstanceAsync(orchestrator, input));
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, ended.FailureDetails?.ErrorMessage);
        return Json.Read<T>(ended.SerializedOutput!);
    }

    public async Task<ChangeRecord> RecordAsync(ChangeId change) => (await Get<IChangeStore>().GetAsync(change, CancellationToken.None))!;

    /// <summary>A node of what people are shown of a change.</summary>
    public async Task<VerdictNode> NodeAsync(ChangeId change, string path) =>
        (await RecordAsync(change)).Tree!.Walk().Single(n => n.Path == $"change/{path}").Node;

    /// <summary>The ids of the orchestrations that reopened a change, once all of them have ended.</summary>
    public async Task<List<string>> ReopenedAsync(ChangeId change)
    {
        var ids = new List<string>();
        await foreach (var instance in Engine.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: $"reopen:{change}:"))) ids.Add(instance.InstanceId);
        foreach (var id in ids) await EndAsync(id);
        return ids;
    }

    public async Task<LedgerEntry> AppendAsync(ProductId product, Evidence evidence) =>
        (await Ledger.AppendAsync(product, [evidence], CancellationToken.None))[0];

    /// <summary>Evidence as a person's approval would be; it lets nothing through by itself.</summary>
    public static Evidence Approval(CommitSha commit, string by = "token:ada", DateTimeOffset? at = null) => new()
    {
        Id = Evidence.IdFor("approval.given", Subject.Commit(commit), by), Time = at ?? TimeProvider.System.GetUtcNow(), Actor = by, Kind = "approval.given",
        Subject = Subject.Commit(commit), Outcome = EvidenceOutcome.Pass,
    };

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
