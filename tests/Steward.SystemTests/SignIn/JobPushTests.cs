using Microsoft.Extensions.DependencyInjection;
using Steward.Access.Bearers;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;
using Steward.SystemTests.Commands;
using Steward.TestKit.Access;
using Steward.TestKit.Git;
using Steward.TestKit.Web;

namespace Steward.SystemTests.SignIn;

public sealed class JobPushTests
{
    [Fact]
    public async Task A_job_of_GitHub_Actions_pushes_results_without_any_secret_of_Stewards()
    {
        await using var issuer = await FakeIssuer.StartAsync();
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        const string Audience = "https://steward.example";
        var options = new GitHubActionsOptions { Issuer = issuer.Name, Owners = ["acme"] };
        await using var world = await WebWorld.StartAsync(with: services => services.AddSingleton<ITrustedIssuer>(new GitHubActionsIssuer(options, [Audience])));
        var (product, head) = (ProductId.Parse("acme/app"), await repository.Write("a.txt", "a\n").CommitAsync("Begin"));
        await world.Get<IProductStore>().PutAsync(new Product(product, repository.Source, "main", world.Clock.GetUtcNow()), CancellationToken.None);
        issuer.Job = audience => issuer.Sign(JobClaims.Of(issuer, audience, head, world.Clock.GetUtcNow()));

        var folder = Directory.CreateTempSubdirectory("steward-job-");
        var report = Path.Combine(folder.FullName, "report.xml");
        await File.WriteAllTextAsync(report, """<testsuite name="t"><testcase classname="c" name="n" time="0.1"/></testsuite>""");
        var variables = new Dictionary<string, string>
        {
            ["STEWARD_URL"] = world.Address.ToString(), ["STEWARD_TOKEN"] = "", ["STEWARD_AUDIENCE"] = Audience,
            ["ACTIONS_ID_TOKEN_REQUEST_URL"] = issuer.RequestUrl, ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = issuer.JobSecret,
        };
        var run = await StewardCommand.RunAsync(repository.Path, variables, "results", "push", report, "--set", "unit", "--product", "acme/app", "--commit", head.ToString());
        folder.Delete(recursive: true);

        Assert.True(run.Exit == 0, run.Out + run.Notes);
        var entry = Assert.Single(await world.Get<ILedger>().FindAsync(product, Subject.Commit(head), CancellationToken.None).ToListAsync());
        Assert.Equal("github-actions:acme/app", entry.Evidence.Actor);
    }
}
