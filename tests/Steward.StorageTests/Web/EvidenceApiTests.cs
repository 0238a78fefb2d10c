using System.Net;
using Steward.Access;
using Steward.Answers;
using Steward.Ledger;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class EvidenceApiTests
{
    private const string Shop = "/api/products/contoso/shop";

    [Fact]
    public async Task Evidence_is_listed_by_subject_and_by_page()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var shop = await world.Seed.ProductAsync();
        await world.Seed.EvidenceAsync(shop, WebSeed.Sha(1), 5);
        await world.Seed.EvidenceAsync(shop, WebSeed.Sha(2), 7);

        var about = await reader.GetAsync($"{Shop}/evidence?subject=commit:{WebSeed.Sha(1)}").OkAsync<EvidenceList>();
        Assert.Equal([0, 1, 2, 3, 4], about.Entries.Select(e => e.Index));
        Assert.Equal((12, false), (about.Size, about.More));
        var newest = await reader.GetAsync($"{Shop}/evidence?count=3").OkAsync<EvidenceList>();
        Assert.Equal([9, 10, 11], newest.Entries.Select(e => e.Index));
        Assert.True(newest.More);
        var page = await reader.GetAsync($"{Shop}/evidence?first=2&count=2").OkAsync<EvidenceList>();
        Assert.Equal([2, 3], page.Entries.Select(e => e.Index));
        await reader.GetAsync($"{Shop}/evidence?subject=nonsense").ProblemAsync(HttpStatusCode.BadRequest);
        await reader.GetAsync($"{Shop}/evidence?count=100000").ProblemAsync(HttpStatusCode.BadRequest);
        await reader.GetAsync($"{Shop}/evidence?first=x").ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Every_entry_comes_with_a_proof_that_was_checked()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var shop = await world.Seed.ProductAsync();
        await world.Seed.EvidenceAsync(shop, WebSeed.Sha(1), 6);
        for (var index = 0; index < 6; index++)
        {
            var proved = await reader.GetAsync($"{Shop}/evidence/{index}").OkAsync<ProvedEvidence>();
            Assert.Equal((ProofStatus.Verified, index, 6), (proved.Status, proved.Entry.Index, proved.Checkpoint.Size));
        }

        await reader.GetAsync($"{Shop}/evidence/6").ProblemAsync(HttpStatusCode.NotFound);
        var checkpoint = await reader.GetAsync($"{Shop}/checkpoint").OkAsync<Checkpoint>();
        Assert.StartsWith("steward/contoso/shop\n6\n", checkpoint.SignedNote);
    }

    [Fact]
    public async Task An_empty_ledger_says_so()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        Assert.Empty((await reader.GetAsync($"{Shop}/evidence").OkAsync<EvidenceList>()).Entries);
        Assert.Contains("empty", await reader.GetAsync($"{Shop}/checkpoint").ProblemAsync(HttpStatusCode.NotFound));
        Assert.Contains("empty", await reader.GetAsync($"{Shop}/evidence/0").ProblemAsync(HttpStatusCode.NotFound));
    }
}
