using Steward.Access;
using Steward.Answers;
using Steward.Azure.Storage;
using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Stages;
using Steward.Stages.Release.Instructions;
using Steward.Stages.Release.Releases;
using Steward.Stages.Testing.Expectations;
using Steward.TestKit.Changes;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.StorageTests.Release;

/// <summary>A product with a real repository, and people who release it. Every push is github:ada's.</summary>
internal sealed class ReleasingTeam : IAsyncDisposable
{
    private ReleasingTeam(ChangeWorld world, GitRepositoryBuilder repository, ProductId product) => (World, Repository, Product) = (world, repository, product);

    public static Caller Bob { get; } = new("github:bob", AccessLevel.Approve);

    public static Caller Cem { get; } = new("token:cem", AccessLevel.Administer);

    public ChangeWorld World { get; }

    public GitRepositoryBuilder Repository { get; }

    public ProductId Product { get; }

    public Interventions Interventions => new(World.Ledger, World.Get<IChangeReopener>(), new WaivablePaths(World.Get<IEnumerable<IVerdictTrees>>()), TimeProvider.System);

    public InstructionDesk Desk => World.Get<InstructionDesk>();

    public static async Task<ReleasingTeam> CreateAsync()
    {
        var (world, repository) = (await ChangeWorld.CreateAsync(), await GitRepositoryBuilder.CreateAsync());
        return new ReleasingTeam(world, repository, await world.RegisterAsync(repository));
    }

    /// <summary>Pushes a commit with what stands below <c>release</c>, and tags it; nothing but the release stage is asked for, and of code only what needs no other service.</summary>
    public async Task<ChangeId> PushAsync(string tag, string release, string? instructions = null)
    {
        Repository.Write("steward.yaml", $"version: 1\ngate: {{requires: [release]}}\nrelease: {{patience: 1s, code: {{processors: {{licences: {{}}}}}}, {release}}}\n").Write("version.txt", tag);
        if (instructions is not null) Repository.Write("docs/release.md", instructions);
        var change = await World.DecideAsync(Product, await Repository.CommitAsync($"Prepare {tag}"), new StageStep(Stage.Testing, "expectations", ExpectationsWorkflow.Name));
        await Repository.TagAsync(tag);
        return change;
    }

    /// <summary>Asks for a release and waits until it is decided.</summary>
    public async Task<ReleaseView> ReleaseAsync(string tag)
    {
        var ended = await World.EndAsync(await World.Get<ReleaseIntake>().AskAsync(Product, tag, "github:ada", CancellationToken.None));
        Assert.True(ended.FailureDetails is null, ended.FailureDetails?.ErrorMessage);
        return await World.Get<ReleaseReader>().FindAsync(Product, tag, CancellationToken.None);
    }

    /// <summary>Everything that is stored of this Steward beside its engine: how many rows each table has, and the names of all payloads.</summary>
    public async Task<string> StoredAsync()
    {
        var account = World.Get<StorageAccount>();
        var found = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var name in account.TableNamesAsync(CancellationToken.None))
        {
            if (name is "Ledger" or "Changes" or "Products") found[name] = await (await account.TableAsync(name)).QueryAsync<global::Azure.Data.Tables.TableEntity>().CountAsync();
        }

        var payloads = await (await account.ContainerAsync("payloads")).GetBlobsAsync().Select(b => b.Name).Order(StringComparer.Ordinal).ToListAsync();
        var size = (await World.Ledger.GetCheckpointAsync(Product, CancellationToken.None))!.Size;
        return $"{size} entries; {string.Join(", ", found)}; {string.Join(' ', payloads)}";
    }

    public static VerdictNode At(VerdictNode? tree, string path) => tree!.Walk().Single(n => n.Path == $"{tree.Name}/{path}").Node;

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await Repository.DisposeAsync();
    }
}
