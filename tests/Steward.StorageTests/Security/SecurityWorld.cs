using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Git;
using Steward.Azure.Intake;
using Steward.Azure.Ledger;
using Steward.Changes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Source;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Concluding;
using Steward.TestKit;
using Steward.TestKit.Git;

namespace Steward.StorageTests.Security;

/// <summary>A product in a real git repository, with a real ledger in a real Azurite.</summary>
internal sealed class SecurityWorld : ISourceCatalog, IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly GitRepository _opened;
    private readonly string _key = Path.Combine(Path.GetTempPath(), $"steward-key-{Azurite.NewPrefix()}.pem");

    private SecurityWorld(GitRepositoryBuilder repository, Steward.Azure.Storage.StorageAccount account)
    {
        Repository = repository;
        _opened = new GitRepository(repository.Path, new GitLimits(), TimeProvider.System);
        _services = new ServiceCollection().AddLogging().AddSingleton(account).AddSingleton(TimeProvider.System)
            .AddFileSigner(_key, "steward-test").AddLedgerStorage().AddIntakeStorage().BuildServiceProvider();
    }

    public ProductId Product { get; } = ProductId.Parse("acme/shop");

    public GitRepositoryBuilder Repository { get; }

    public ILedger Ledger => _services.GetRequiredService<ILedger>();

    public IPayloadStore Payloads => _services.GetRequiredService<IPayloadStore>();

    public static async Task<SecurityWorld> CreateAsync() => new(await GitRepositoryBuilder.CreateAsync(), await Azurite.AccountAsync());

    public Task<ISource> OpenAsync(ProductId product, CancellationToken cancellation) => Task.FromResult(_opened.Source);

    public IChangeStore Changes => _services.GetRequiredService<IChangeStore>();

    /// <summary>What looks for licences in the product's own files, by the policy of the repository.</summary>
    public OwnHeaders Headers() => new(new PolicyLoader(this, new PolicyReader([LicencePolicy.Section])), Changes, new ScanReader(Ledger, Payloads));

    /// <summary>The evidence about a subject.</summary>
    public async Task<IReadOnlyList<Evidence>> AboutAsync(Subject subject)
    {
        var found = new List<Evidence>();
        await foreach (var entry in Ledger.FindAsync(Product, subject, CancellationToken.None)) found.Add(entry.Evidence);
        return found;
    }

    /// <summary>The payload of evidence.</summary>
    public async Task<T> PayloadAsync<T>(Evidence evidence) =>
        Json.Read<T>((await Payloads.GetAsync(Product, evidence.Payload!, CancellationToken.None))!);

    /// <summary>An activity, made with this world.</summary>
    public T Activity<T>(params object[] more)
        where T : class =>
        ActivatorUtilities.CreateInstance<T>(_services, [this, .. more]);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _opened.DisposeAsync();
        await Repository.DisposeAsync();
        File.Delete(_key);
    }
}
