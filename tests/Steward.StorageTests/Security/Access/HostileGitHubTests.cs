using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Steward.Azure.Grants;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Running;
using Steward.Stages.Security.Access.Systems;
using Steward.TestKit.Grants;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Security.Access;

/// <summary>What cannot be believed of GitHub is not known, and nothing is changed by it.</summary>
public sealed class HostileGitHubTests
{
    [Theory]
    [InlineData("""[{"login":null,"id":1}]""")]
    [InlineData("""[null]""")]
    [InlineData("""[{"id":1}]""")]
    [InlineData("""[{"login":"","id":1}]""")]
    public async Task An_account_without_a_login_makes_the_organisation_unknown(string members)
    {
        var state = await StateAsync((_, _) => members);
        Assert.Contains("without a login", state.Problem, StringComparison.Ordinal);
        Assert.Equal(PlanVerdict.Unknown, AccessPlanner.Plan(OrganisationWorld.Model(OrganisationWorld.File), [state], DateTimeOffset.UnixEpoch, BrakeOverrides.None).Verdict);
    }

    [Fact]
    public async Task Pages_that_lead_to_themselves_end()
    {
        var state = await StateAsync((http, address) =>
        {
            http.Response.Headers.Link = $"<{address}orgs/acme/members?role=admin&per_page=100&page=2>; rel=\"next\"";
            return "[]";
        });
        Assert.Contains("same page twice", state.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_without_end_end()
    {
        var pages = 0;
        var state = await StateAsync((http, address) =>
        {
            http.Response.Headers.Link = $"<{address}orgs/acme/members?role=admin&per_page=100&page={++pages}>; rel=\"next\"";
            return "[]";
        });
        Assert.Contains("1000 pages", state.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_members_than_the_limit_are_not_read()
    {
        var page = 0;
        var state = await StateAsync((http, address) =>
        {
            var first = page++ * 100;
            http.Response.Headers.Link = $"<{address}orgs/acme/members?role=admin&per_page=100&page={page + 1}>; rel=\"next\"";
            return JsonSerializer.Serialize(Enumerable.Range(first, 100).Select(i => new { login = $"m{i}", id = i }));
        });
        Assert.Contains("50000", state.Problem, StringComparison.Ordinal);
    }

    private static async Task<SystemState> StateAsync(Func<HttpContext, Uri, string> members)
    {
        async Task AnswerAsync(HttpContext http)
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(members(http, new Uri($"{http.Request.Scheme}://{http.Request.Host}/")));
        }

        await using var server = await LoopbackServer.StartAsync((_, _) => { }, app => app.Run(AnswerAsync));
        var system = GrantServices.CreateGitHub(server.Address, "ghp_test", TimeProvider.System);
        return (await new AccessPlans([system], TimeProvider.System).ReadAsync(OrganisationWorld.Model(OrganisationWorld.File), CancellationToken.None)).Single();
    }
}
