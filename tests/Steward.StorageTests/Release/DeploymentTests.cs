using Steward.Engine;
using Steward.Gates;
using Steward.Ledger;
using Steward.Stages.Release.Deployments;
using Steward.TestKit.Hosts;
using Xunit;

namespace Steward.StorageTests.Release;

/// <summary>Deployments from the signed webhook to what GitHub was answered.</summary>
public sealed class DeploymentTests
{
    [Fact]
    public async Task What_the_gate_lets_through_is_approved_once_however_often_it_is_delivered()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var head = await world.CommitAsync();
        await world.DecideAsync(head);
        var waiting = await world.AskAsync(head);
        await world.AnsweredAsync();
        await world.AskAgainAsync(head);
        await world.AskAgainAsync(head);
        await world.AnsweredAsync();

        var comment = Assert.Single(waiting.Comments);
        Assert.True(comment.StartsWith($"**Steward: approved.** Pass: {head.Abbreviated} to production.", StringComparison.Ordinal), comment);
        Assert.Equal("approved", waiting.State);
        Assert.Single(world.GitHub.CallsOf("POST", "/deployment_protection_rule"));
        Assert.Equal("github:monalisa", Assert.Single(await world.EvidenceAsync(head, DeploymentEvidence.Asked)).Actor);
        var decided = Assert.Single(await world.EvidenceAsync(head, DeploymentEvidence.Decided));
        Assert.Equal((EvidenceOutcome.Pass, "77", "production", "", "taken"), (decided.Outcome, Detail(decided, "deployment"), Detail(decided, "environment"), Detail(decided, "tag"), Detail(decided, "reception")));
        Assert.NotNull(decided.Payload);
    }

    [Fact]
    public async Task What_the_gate_does_not_let_through_is_rejected_with_the_first_reasons_and_their_places()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var head = await world.CommitAsync(policy: "version: 1\ngate: {requires: [security/antivirus, release/history]}\n");
        await world.DecideAsync(head);
        await world.Repository.TagAsync("v1");
        var waiting = await world.AskAsync(head, reference: "v1");
        await world.AnsweredAsync();

        Assert.Equal("rejected", waiting.State);
        var comment = Assert.Single(waiting.Comments);
        Assert.StartsWith($"**Steward: rejected.** Missing: v1 at {head.Abbreviated} to production.", comment, StringComparison.Ordinal);
        Assert.Contains("* **security/antivirus**: ", comment, StringComparison.Ordinal);
        Assert.Contains($"`steward gate explain acme/shop {head}`", comment, StringComparison.Ordinal);
        Assert.InRange(comment.Length, 100, DeploymentText.MaxLength);
        var decided = Assert.Single(await world.EvidenceAsync(head, DeploymentEvidence.Decided));
        Assert.Equal((EvidenceOutcome.Fail, "v1", "Missing"), (decided.Outcome, Detail(decided, "tag"), Detail(decided, "verdict")));
    }

    [Fact]
    public async Task What_is_still_awaited_is_reported_and_approved_when_it_has_come()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var head = await world.CommitAsync();
        var waiting = await world.AskAsync(head);
        await Eventually.TrueAsync("a report is there", () => Task.FromResult(!waiting.Comments.IsEmpty));
        Assert.Null(waiting.State);
        await world.DecideAsync(head);
        await world.AnsweredAsync();

        Assert.Equal("approved", waiting.State);
        Assert.Equal(2, waiting.Comments.Count);
        Assert.StartsWith("**Steward: waiting.** Missing so far:", waiting.Comments.First(), StringComparison.Ordinal);
        Assert.StartsWith("**Steward: approved.**", waiting.Comments.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_patience_is_over_it_is_rejected_with_that_reason()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var head = await world.CommitAsync("deployments: {environments: [production], patience: 3s}");
        var waiting = await world.AskAsync(head);
        await world.AnsweredAsync();

        Assert.Equal("rejected", waiting.State);
        Assert.Contains("the patience of release.deployments is over", waiting.Comments.Last(), StringComparison.Ordinal);
        Assert.InRange(waiting.Comments.Count, 2, IDeploymentGate.MaxReports);
    }

    [Fact]
    public async Task An_environment_that_the_policy_does_not_name_is_approved_as_not_asked_for()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var head = await world.CommitAsync("deployments: {environments: [production]}");
        var waiting = await world.AskAsync(head, environment: "preview");
        await world.AnsweredAsync();

        Assert.Equal("approved", waiting.State);
        Assert.Contains("preview is not asked for", Assert.Single(waiting.Comments), StringComparison.Ordinal);
        Assert.Equal("NotNeeded", Detail(Assert.Single(await world.EvidenceAsync(head, DeploymentEvidence.Decided)), "verdict"));
    }

    [Fact]
    public async Task A_deployment_whose_every_decision_fails_is_rejected_with_the_reason()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var head = await world.CommitAsync();
        await world.DecideAsync(head);
        world.GitHub.FailNext(403, times: 1000, body: """{"message":"Resource not accessible by integration"}""", pathPart: "/commits/refs");
        var waiting = await world.AskAsync(head, reference: "v9");
        await world.AnsweredAsync();

        Assert.Equal("rejected", waiting.State);
        var comment = Assert.Single(waiting.Comments);
        Assert.StartsWith("**Steward: Error.**", comment, StringComparison.Ordinal);
        Assert.Contains("Resource not accessible by integration", comment, StringComparison.Ordinal);
        Assert.Equal(EvidenceOutcome.Error, Assert.Single(await world.EvidenceAsync(head, DeploymentEvidence.Decided)).Outcome);
    }

    [Fact]
    public async Task A_deployment_of_a_product_that_Steward_does_not_know_is_rejected_with_how_to_register_it_and_leaves_no_evidence()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var head = await world.CommitAsync();
        var unknown = world.GitHub.Add("acme/unknown", world.Repository);
        var waiting = new TestKit.GitHub.FakeDeployment(4420, "production");
        unknown.Deployments.Enqueue(waiting);
        world.GitHub.FailNext(503, times: 3, pathPart: "/deployment_protection_rule");
        await world.AskAgainAsync(head, id: 442, product: "acme/unknown");
        await world.EndAsync("deployment:acme/unknown:442");

        Assert.Equal("rejected", waiting.State);
        Assert.Contains("`steward products add acme/unknown`", Assert.Single(waiting.Comments), StringComparison.Ordinal);
        Assert.Null(await world.World.Ledger.GetCheckpointAsync(Kernel.ProductId.Parse("acme/unknown"), CancellationToken.None));
    }

    [Fact]
    public async Task A_deployment_whose_webhook_names_no_commit_is_rejected_too()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var waiting = await world.AskAsync(Kernel.CommitSha.Parse(new string('0', 40)));
        await world.AnsweredAsync();
        Assert.Equal("rejected", waiting.State);
        Assert.Contains("did not say which commit", Assert.Single(waiting.Comments), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api.github.com.example.org")]
    [InlineData("127.0.0.1:1")]
    public async Task A_callback_to_another_host_is_refused(string host)
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var head = await world.CommitAsync("deployments: {environments: [production]}");
        var waiting = await world.AskAsync(head, environment: "preview", callbackHost: host);
        await world.AnsweredAsync();

        Assert.Null(waiting.State);
        Assert.Empty(world.GitHub.CallsOf("POST", "/deployment_protection_rule"));
        Assert.StartsWith($"not taken: The deployment's callback lies at {host}, and only", Detail(Assert.Single(await world.EvidenceAsync(head, DeploymentEvidence.Decided)), "reception"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_decided_by_others_or_is_gone_ends_quietly_as_evidence()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var head = await world.CommitAsync("deployments: {environments: [production]}");
        world.OnGitHub.Deployments.Enqueue(new TestKit.GitHub.FakeDeployment(10, "preview") { State = "rejected" });
        await world.AskAgainAsync(head, id: 1, environment: "preview");
        await world.AskAgainAsync(head, id: 2, environment: "preview");
        await world.AnsweredAsync(1);
        await world.AnsweredAsync(2);

        var decided = (await world.EvidenceAsync(head, DeploymentEvidence.Decided)).ToDictionary(e => Detail(e, "deployment")!, e => Detail(e, "reception")!);
        Assert.Contains("There are no pending deployment requests", decided["1"], StringComparison.Ordinal);
        Assert.Contains("GitHub knows no", decided["2"], StringComparison.Ordinal);
        Assert.Equal(2, world.GitHub.CallsOf("POST", "/deployment_protection_rule").Count);
    }

    [Fact]
    public async Task Without_the_permission_it_fails_with_a_sentence_that_names_it_and_can_be_resumed()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var head = await world.CommitAsync("deployments: {environments: [production]}");
        world.GitHub.FailNext(403, body: """{"message":"Resource not accessible by integration"}""", pathPart: "/deployment_protection_rule");
        var waiting = await world.AskAsync(head, environment: "preview");
        var ended = await world.EndAsync("deployment:acme/shop:77");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("'Deployments: read and write'", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("'Deployments: read and write'", Detail(Assert.Single(await world.EvidenceAsync(head, DeploymentEvidence.Decided)), "reception"), StringComparison.Ordinal);

        await world.World.Engine.RewindInstanceAsync(ended.InstanceId, "the permission is there");
        await Eventually.TrueAsync("it is answered", () => Task.FromResult(waiting.State == "approved"));
    }

    [Theory]
    [InlineData(503, "", 1)]
    [InlineData(502, "", 3)]
    [InlineData(0, "", 2)] // the connection breaks
    [InlineData(-1, "", 1)] // the answer begins and does not end
    [InlineData(403, "1", 2)] // the secondary limit of the rate
    [InlineData(429, "3", 1)]
    public async Task What_passes_is_waited_for(int status, string retryAfter, int times)
    {
        await using var world = await GitHubReleaseWorld.CreateAsync(o => (o.CallTime, o.LongestWait) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)));
        var head = await world.CommitAsync("deployments: {environments: [production]}");
        var headers = retryAfter.Length > 0 ? new Dictionary<string, string> { ["Retry-After"] = retryAfter } : null;
        world.GitHub.FailNext(status, headers, times, """{"message":"You have exceeded a secondary rate limit."}""", "/deployment_protection_rule");
        var waiting = await world.AskAsync(head, environment: "preview");
        await world.AnsweredAsync();

        Assert.Equal("approved", waiting.State);
        Assert.Single(waiting.Comments);
        Assert.Equal("taken", Detail(Assert.Single(await world.EvidenceAsync(head, DeploymentEvidence.Decided)), "reception"));
    }

    [Fact]
    public async Task When_a_deployment_begins_and_is_done_the_gate_is_judged_again_and_the_check_run_says_when_it_fails()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var head = await world.CommitAsync();
        await world.DecideAsync(head);
        await world.Repository.TagAsync("v1");
        await world.AskAsync(head, reference: "refs/tags/v1");
        await world.AnsweredAsync();
        await world.StatusAsync(head, "in_progress");
        await world.EndAsync("deployment:acme/shop:77:in_progress");
        Assert.Equal("Pass", Detail(Assert.Single(await world.EvidenceAsync(head, DeploymentEvidence.Status)), "verdict"));
        Assert.Empty(await world.EvidenceAsync(head, DeploymentEvidence.Rechecked));

        var moved = await world.Repository.Write("b.txt", "b\n").CommitAsync("More");
        await world.Repository.GitAsync("tag", "-f", "v1", moved.ToString());
        await world.StatusAsync(head, "success");
        await world.StatusAsync(head, "success");
        await world.EndAsync("deployment:acme/shop:77:success");
        var rechecked = Assert.Single(await world.EvidenceAsync(head, DeploymentEvidence.Rechecked));
        Assert.Equal((EvidenceOutcome.Fail, "v1", "success", nameof(Verdict.Fail)), (rechecked.Outcome, Detail(rechecked, "tag"), Detail(rechecked, "state"), Detail(rechecked, "verdict")));
        var run = Assert.Single(world.OnGitHub.CheckRuns, r => r["name"] == "Steward release v1");
        Assert.Equal(("failure", "v1 is no longer let through, and its deployment to production is success."), (run["conclusion"], run.Title));
        Assert.Contains($"v1 points to {moved.Abbreviated} now", run.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_that_Steward_was_never_asked_about_is_not_judged()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var head = await world.CommitAsync();
        await world.StatusAsync(head, "success", id: 5);
        await world.EndAsync("deployment:acme/shop:5:success");
        Assert.Empty(await world.EvidenceAsync(head, DeploymentEvidence.Status));
    }

    private static string? Detail(Evidence evidence, string key) => evidence.Details?[key]?.GetValue<string>();
}
