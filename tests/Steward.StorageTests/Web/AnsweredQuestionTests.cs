using Steward.Access;
using Steward.Answers;
using Steward.Gates;
using Steward.Ledger;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class AnsweredQuestionTests
{
    private const string Path = "security/licences/questions/npm a as GPL-2.0-only";

    [Fact]
    public async Task The_waiver_of_a_question_is_about_the_product_and_that_of_another_node_about_the_commit()
    {
        await using var world = await WebWorld.StartAsync();
        var asked = new VerdictNode("npm a as GPL-2.0-only", Verdict.Fail, "It is asked.") { Question = "May it?" };
        var tree = VerdictNode.All(Gate.Root, [VerdictNode.All("security", [VerdictNode.All("licences", [VerdictNode.All("questions", [asked]), new VerdictNode("npm b@1", Verdict.Fail, "It is not allowed.")])])]);
        var change = await world.Seed.ChangeAsync(await world.Seed.ProductAsync(), 1, tree);

        Assert.Equal(Subject.Product(WebSeed.Shop), await WaiveAsync(Path));
        Assert.Equal(Subject.Product(WebSeed.Shop), await WaiveAsync($"{Gate.Root}/{Path}"));
        Assert.Equal(Subject.Commit(change.Id.Commit), await WaiveAsync("security/licences/npm b@1"));

        async Task<Subject> WaiveAsync(string path)
        {
            var request = new WaiverRequest(path, "We asked.", world.Clock.GetUtcNow().AddDays(90));
            return (await world.Get<Interventions>().WaiveAsync(change, request, new Caller("github:bob", AccessLevel.Approve), CancellationToken.None)).Evidence.Subject;
        }
    }
}
