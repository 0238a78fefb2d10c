using System.Net;
using Steward.Access;
using Steward.Answers;
using Steward.Changes;
using Steward.Gates;
using Steward.Ledger;
using Steward.Products;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class ChangeApiTests
{
    private const string Shop = "/api/products/contoso/shop";

    [Fact]
    public async Task Products_are_registered_and_listed_with_their_newest_changes()
    {
        await using var world = await WebWorld.StartAsync();
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        var product = await admin.SendJsonAsync(HttpMethod.Put, "/api/products/Contoso/Shop", new { source = "git:/srv/shop", defaultBranch = "trunk" }).OkAsync<Product>();
        Assert.Equal(("contoso/shop", "git:/srv/shop", "trunk"), (product.Id.ToString(), product.Source, product.DefaultBranch));
        await world.Seed.ProductAsync("contoso/empty");
        await world.Seed.ChangeAsync(product.Id, 1, Trees.Green());
        await world.Seed.ChangeAsync(product.Id, 2, Trees.Rich(world.Clock.GetUtcNow()));

        var list = await admin.GetAsync("/api/products").OkAsync<ProductList>();
        Assert.Equal(["contoso/empty", "contoso/shop"], list.Products.Select(p => p.Product.Id.ToString()));
        Assert.Null(list.Products[0].Newest);
        Assert.Equal(WebSeed.Sha(2), list.Products[1].Newest!.Id.Commit);
    }

    [Theory]
    [InlineData("""{"source":"git:relative"}""")]
    [InlineData("""{"source":"ftp://x"}""")]
    [InlineData("""{}""")]
    [InlineData("""{"source":"github","defaultBranch":"--upload-pack=x"}""")]
    public async Task What_cannot_be_a_product_is_refused(string body)
    {
        await using var world = await WebWorld.StartAsync();
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        await admin.PutAsync(Shop, new StringContent(body, null, "application/json")).ProblemAsync(HttpStatusCode.BadRequest);
        await admin.PutAsync("/api/products/a%20b/c", new StringContent("""{"source":"github"}""", null, "application/json")).ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_change_is_found_by_its_sha_its_first_digits_and_its_ref()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var shop = await world.Seed.ProductAsync();
        await world.Seed.ChangeAsync(shop, 1, Trees.Green());
        await world.Seed.ChangeAsync(shop, 2, Trees.Rich(world.Clock.GetUtcNow()), branch: "refs/heads/feature/pay");
        await world.Seed.ChangeAsync(shop, 3, null, ChangeState.Running);

        var sha = WebSeed.Sha(2).ToString();
        foreach (var name in new[] { sha, sha[..7], sha[..12].ToUpperInvariant(), "feature%2Fpay", "refs%2Fheads%2Ffeature%2Fpay" })
        {
            var change = await reader.GetAsync($"{Shop}/changes/{name}").OkAsync<ChangeRecord>();
            Assert.Equal(WebSeed.Sha(2), change.Id.Commit);
            Assert.Equal(Verdict.Error, change.Tree!.Verdict);
            Assert.Contains(change.Tree.Walk(), n => n.Path == "change/testing/results/browser" && n.Node.AwaitUntil is not null);
        }

        Assert.Equal(WebSeed.Sha(3), (await reader.GetAsync($"{Shop}/changes/main").OkAsync<ChangeRecord>()).Id.Commit);
        await reader.GetAsync($"{Shop}/changes/{sha[..6]}").ProblemAsync(HttpStatusCode.NotFound);
        await reader.GetAsync($"{Shop}/changes/{new string('0', 40)}").ProblemAsync(HttpStatusCode.NotFound);
        var list = await reader.GetAsync($"{Shop}/changes").OkAsync<ChangeList>();
        Assert.Equal([WebSeed.Sha(3), WebSeed.Sha(2), WebSeed.Sha(1)], list.Changes.Select(c => c.Id.Commit));
    }

    [Fact]
    public async Task An_approval_is_evidence_in_the_callers_name_left_once_and_the_change_is_told()
    {
        await using var world = await WebWorld.StartAsync();
        using var approver = await world.ClientAsync(AccessLevel.Approve);
        using var uploader = await world.ClientAsync(AccessLevel.Upload);
        var change = await world.Seed.ChangeAsync(await world.Seed.ProductAsync(), 1, Trees.Green());
        var path = $"{Shop}/changes/{change.Id.Commit.Abbreviated}/approvals";
        await uploader.PostJsonAsync(path, new { }).ProblemAsync(HttpStatusCode.Forbidden);
        var first = await approver.PostJsonAsync(path, new { }).OkAsync<LedgerEntry>();
        var second = await approver.PostJsonAsync(path, new { }).OkAsync<LedgerEntry>();
        Assert.Equal(first.Index, second.Index);
        Assert.Equal(("approval.given", Subject.Commit(change.Id.Commit)), (first.Evidence.Kind, first.Evidence.Subject));
        Assert.StartsWith("token:test-", first.Evidence.Actor);
        Assert.Equal([(change.Id, "approval.given"), (change.Id, "approval.given")], world.Reopener.Told);
    }

    [Fact]
    public async Task A_waiver_is_evidence_that_the_gate_reads()
    {
        await using var world = await WebWorld.StartAsync();
        using var approver = await world.ClientAsync(AccessLevel.Approve);
        var change = await world.Seed.ChangeAsync(await world.Seed.ProductAsync(), 1, Trees.Rich(world.Clock.GetUtcNow()));
        var path = $"{Shop}/changes/{change.Id.Commit}/waivers";
        var entry = await approver.PostJsonAsync(path, new { path = "change/security/licences", reason = "being replaced", until = "2026-12-31T00:00:00Z" }).OkAsync<LedgerEntry>();
        var waiver = Waiver.From(entry.Evidence)!;
        Assert.Equal(("security/licences", "being replaced", entry.Evidence.Actor), (waiver.Path, waiver.Reason, waiver.By));
        Assert.Equal(new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero), waiver.Until);
        Assert.Equal([(change.Id, "waiver.granted")], world.Reopener.Told);
    }

    [Theory]
    [InlineData("change/testing/nothing", "r", "2026-12-31T00:00:00Z", HttpStatusCode.NotFound)]
    [InlineData("change", "r", "2026-12-31T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("testing", "", "2026-12-31T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("testing", "r", "2026-11-22T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("testing", "r", "2099-01-01T00:00:00Z", HttpStatusCode.BadRequest)]
    public async Task A_waiver_without_an_end_a_reason_or_an_object_is_refused(string node, string reason, string until, HttpStatusCode status)
    {
        await using var world = await WebWorld.StartAsync();
        using var approver = await world.ClientAsync(AccessLevel.Approve);
        var change = await world.Seed.ChangeAsync(await world.Seed.ProductAsync(), 1, Trees.Rich(world.Clock.GetUtcNow()));
        await approver.PostJsonAsync($"{Shop}/changes/{change.Id.Commit}/waivers", new { path = node, reason, until }).ProblemAsync(status);
        Assert.Empty(world.Reopener.Told);
    }
}
