using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;
using Steward.Stages;
using Steward.Stages.Security.Access.Asking;
using Steward.Stages.Security.Access.Running;
using Steward.Stages.Security.Access.Systems;
using Steward.TestKit.Git;
using Steward.TestKit.Web;

namespace Steward.TestKit.Grants;

/// <summary>Everything but the engine: the file in a git repository, the organisation over HTTP, the ledger, the endpoints.</summary>
public sealed class AccessWorld : IAsyncDisposable
{
    public static readonly ProductId Product = ProductId.Parse("acme/access");
    private int _names;

    private AccessWorld(WebWorld web, OrganisationWorld github, GitRepositoryBuilder repository) => (Web, GitHub, Repository) = (web, github, repository);

    public WebWorld Web { get; }

    public OrganisationWorld GitHub { get; }

    public GitRepositoryBuilder Repository { get; }

    /// <param name="file">The file at the head.</param>
    /// <param name="around">What stands around GitHub; null: nothing.</param>
    /// <param name="with">Further services.</param>
    public static async Task<AccessWorld> StartAsync(
        string file = OrganisationWorld.File, Func<IGrantSystem, IGrantSystem>? around = null, Action<IServiceCollection>? with = null)
    {
        var (github, repository) = (await OrganisationWorld.StartAsync(), await GitRepositoryBuilder.CreateAsync());
        var web = await WebWorld.StartAsync(with: services =>
        {
            services.AddSingleton(new AccessOptions(Product)).AddSingleton(around?.Invoke(github.System) ?? github.System);
            with?.Invoke(services);
        });
        await web.Get<IProductStore>().PutAsync(new Product(Product, repository.Source, "main", web.Clock.GetUtcNow()), CancellationToken.None);
        var world = new AccessWorld(web, github, repository);
        await world.PushAsync(file);
        return world;
    }

    /// <summary>Another file at the head, some time later.</summary>
    public async Task<CommitSha> PushAsync(string file)
    {
        Web.Clock.Advance(TimeSpan.FromMinutes(1));
        return await Repository.Write("steward-access.yaml", file).CommitAsync("Change access");
    }

    /// <summary>A run as the workflow makes it.</summary>
    public async Task<AccessRun> RunAsync()
    {
        Web.Clock.Advance(TimeSpan.FromMinutes(1));
        var run = await ActAsync<PlanAccess, ScheduledRun, AccessRun>(new ScheduledRun(Web.Clock.GetUtcNow()));
        if (run.Payload is not { } payload) return run;
        var progress = await ActAsync<ApplyAccess, ApplyStep, ApplyProgress>(new ApplyStep(Product, payload, 0));
        await ActAsync<VerifyAccess, VerifyRequest, int>(new VerifyRequest(Product, payload, progress.Left, "run"));
        return run;
    }

    public Task<TOut> ActAsync<T, TIn, TOut>(TIn input)
        where T : class, IActivity<TIn, TOut> =>
        ActivatorUtilities.CreateInstance<T>(Web.Services).RunAsync(input, CancellationToken.None);

    /// <summary>A client with a token of a person.</summary>
    public async Task<HttpClient> PersonAsync(string login, AccessLevel level = AccessLevel.Administer) => Web.Client(await TokenAsync($"github:{login}", level));

    /// <summary>A token of a person.</summary>
    public async Task<string> TokenAsync(string owner, AccessLevel level = AccessLevel.Administer)
    {
        var request = new TokenRequest($"of-{Person.NameOf(owner)}-{_names++}", level, Owner: owner);
        return (await Web.Get<AccessTokens>().IssueAsync(request, "test", CancellationToken.None)).Secret;
    }

    /// <summary>What a person's approval of the plan as it is now is answered with.</summary>
    public async Task<HttpResponseMessage> TryApproveAsync(string login, params string[] overrides)
    {
        Web.Clock.Advance(TimeSpan.FromMinutes(1));
        using var person = await PersonAsync(login);
        var plan = (await person.GetFromJsonAsync<PlanAnswer>("/api/access/plan", Json.Options))!;
        return await person.PostAsJsonAsync("/api/access/apply", new ApplyRequest(plan.Digest, overrides));
    }

    /// <summary>Has a person approve the plan as it is now, and with it the file.</summary>
    public async Task ApproveAsync(string login, params string[] overrides) => (await TryApproveAsync(login, overrides)).EnsureSuccessStatusCode();

    /// <summary>An approval with other details than approvals have now.</summary>
    public async Task AppendAsync(JsonObject details) => await Web.Get<ILedger>().AppendAsync(Product, [new Evidence
    {
        Id = Evidence.IdFor(AccessEvidence.Approved, Subject.Product(Product), $"{details}"),
        Time = Web.Clock.GetUtcNow(),
        Actor = "github:ada",
        Kind = AccessEvidence.Approved,
        Subject = Subject.Product(Product),
        Outcome = EvidenceOutcome.Pass,
        Details = details,
    }], CancellationToken.None);

    /// <summary>What the newest applying has left.</summary>
    public async Task<IReadOnlyList<LeftChange>> LeftAsync()
    {
        var told = (await EvidenceAsync()).Last(e => e.Kind == AccessEvidence.Applied);
        return (await Web.Get<AccessLedger>().ReadAsync<AppliedAccess>(Product, told.Payload!, CancellationToken.None)).Left;
    }

    public async Task<IReadOnlyList<Evidence>> EvidenceAsync() =>
        await Web.Get<ILedger>().FindAsync(Product, Subject.Product(Product), CancellationToken.None).Select(e => e.Evidence).ToListAsync();

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await GitHub.DisposeAsync();
        await Repository.DisposeAsync();
    }
}
