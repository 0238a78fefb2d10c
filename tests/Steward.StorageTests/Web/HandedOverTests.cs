using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;
using Steward.Access;
using Steward.Answers;
using Steward.Changes;
using Steward.TestKit.Web;
using Steward.Web;
using Xunit;

namespace Steward.StorageTests.Web;

/// <summary>Another host routes by itself and hands its requests over, without the features of the server behind it: as Azure Functions does.</summary>
public sealed class HandedOverTests
{
    [Fact]
    public async Task Pages_and_API_work_behind_somebody_elses_route()
    {
        await using var world = await StartAsync();
        var change = await world.Seed.ChangeAsync(await world.Seed.ProductAsync(), 1, Trees.Green());
        using var approver = await world.ClientAsync(AccessLevel.Approve);
        Assert.Equal(change.Id, (await approver.GetAsync($"/api/products/contoso/shop/changes/{change.Id.Commit}").OkAsync<ChangeRecord>()).Id);
        await approver.PostJsonAsync($"/api/products/contoso/shop/changes/{change.Id.Commit}/approvals", new { }).OkAsync<Steward.Ledger.LedgerEntry>();
        Assert.Contains("Charge each card once", await approver.GetStringAsync("/products/contoso/shop"));
        Assert.Contains("/api/nothing", await approver.GetAsync("/api/nothing").ProblemAsync(HttpStatusCode.NotFound));
        await approver.DeleteAsync("/api/products").ProblemAsync(HttpStatusCode.MethodNotAllowed);
        await approver.GetAsync("/api/tokens").ProblemAsync(HttpStatusCode.Forbidden);
        using var anybody = await world.ClientAsync();
        await anybody.GetAsync("/api/products").ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_its_limit_is_413_without_the_servers_help(bool chunked)
    {
        await using var world = await StartAsync();
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        var json = $$"""{"name":"{{new string('x', 70_000)}}","level":"Read"}""";
        using var body = new StringContent(json, null, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/tokens") { Content = body, Headers = { TransferEncodingChunked = chunked } };
        await admin.SendAsync(request).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.DoesNotContain((await admin.GetAsync("/api/tokens").OkAsync<TokenList>()).Tokens, t => t.Name.StartsWith('x'));
    }

    private static Task<WebWorld> StartAsync() => WebWorld.StartAsync(use: app =>
    {
        var web = app.Services.BuildStewardWeb();
        app.Map("/{**all}", context =>
        {
            context.Features.Set<IHttpMaxRequestBodySizeFeature>(null);
            context.Features.Set<IHttpBodyControlFeature>(null);
            return web(context);
        });
    });
}
