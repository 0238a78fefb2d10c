using Steward.Azure.GitHub;
using Steward.Azure.Grants;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Running;
using Steward.Stages.Security.Access.Systems;
using Steward.TestKit.GitHub;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Steward.TestKit.Grants;

/// <summary>An organisation over HTTP, and Steward's way to it.</summary>
public sealed class OrganisationWorld : IAsyncDisposable
{
    public const string File = """
        version: 1
        systems: {github: {organisation: acme, mode: authoritative}}
        levels:
          owner: {github: {organisation: admin}, steward: administer}
          engineer: {github: {organisation: member, teams: {platform: member}, repositories: {acme/app: push}}, steward: upload}
        positions: {head: [owner, engineer], developer: [engineer]}
        people:
          ada: {positions: [head], accounts: {github: ada}}
          alan: {positions: [head], accounts: {github: alan}}
          bob: {positions: [developer], accounts: {github: {login: Bob, id: 9003}}}

        """;

    private readonly ServiceProvider _services;

    private OrganisationWorld(FakeGitHub github, FakeOrganisation organisation)
    {
        (GitHub, Organisation) = (github, organisation);
        var options = github.Options();
        options.LongestWait = TimeSpan.FromSeconds(1);
        _services = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton(new GitHubConnections(options, TimeProvider.System)).AddGitHubGrants().BuildServiceProvider();
    }

    public FakeGitHub GitHub { get; }

    public FakeOrganisation Organisation { get; }

    public IGrantSystem System => _services.GetRequiredService<IGrantSystem>();

    public AccessPlans Plans => new([System], TimeProvider.System);

    /// <summary>The calls that could change something.</summary>
    public IEnumerable<FakeCall> Writes => GitHub.Calls.Where(c => c.Method != "GET" && !c.Path.EndsWith("/access_tokens", StringComparison.Ordinal));

    public static async Task<OrganisationWorld> StartAsync()
    {
        var organisation = new FakeOrganisation("acme").Member("ada", "admin").Member("alan", "admin").Member("bob");
        organisation.Teams["platform"] = new FakeTeam();
        var repository = organisation.Repositories["acme/app"] = new FakeCollaborators();
        foreach (var name in new[] { "ada", "alan", "bob" })
        {
            organisation.Teams["platform"].Members[name] = name == "bob" ? "member" : "maintainer";
            repository.Direct[name] = name == "bob" ? "push" : "admin";
        }

        return new OrganisationWorld(await FakeGitHub.StartAsync(null, organisation), organisation);
    }

    public Task<AccessPlan> PlanAsync(string file = File, params string[] overrides) =>
        Plans.PlanAsync(Model(file), new BrakeOverrides("github:ada", overrides), CancellationToken.None);

    /// <summary>Plans and makes every change that no brake holds.</summary>
    public async Task<AccessPlan> ApplyAsync(string file = File, params string[] overrides)
    {
        var plan = await PlanAsync(file, overrides);
        foreach (var change in plan.Free) await Plans.Find(change.System).ApplyAsync(change, CancellationToken.None);
        return plan;
    }

    public static AccessModel Model(string file)
    {
        var reading = AccessReader.Read(file);
        Assert.Empty(reading.Problems);
        return reading.Model!;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await GitHub.DisposeAsync();
    }
}
