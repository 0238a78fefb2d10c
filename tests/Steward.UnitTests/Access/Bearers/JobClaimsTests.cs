using System.Text.Json.Nodes;
using Steward.Access;
using Steward.Access.Bearers;
using Steward.Kernel;
using Xunit;

namespace Steward.UnitTests.Access.Bearers;

/// <summary>What a job of GitHub Actions may do, by its claims alone.</summary>
public sealed class JobClaimsTests
{
    [Fact]
    public void A_job_uploads_about_its_own_repository_and_commit_until_its_token_ends()
    {
        var caller = Admit(Claims.Job);
        Assert.Equal(("github-actions:acme/app", AccessLevel.Upload, false), (caller.Name, caller.Level, caller.IsProgram));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero), caller.EndsAt);
        Assert.Equal((Claims.Commit, false), (caller.Reach!.Commit.ToString(), caller.Reach.IsOfPullRequest));
        Assert.Equal(AccessScopes.Uploads, caller.Reach.Scopes);
        Assert.True(Reach.Covers(caller.Reach, ProductId.Parse("acme/app")));
        Assert.False(Reach.Covers(caller.Reach, ProductId.Parse("acme/other")));
        Assert.False(Reach.Covers(caller.Reach, ProductId.Parse("globex/app")));
        Assert.DoesNotContain("secret-person", caller.Origin!.Values);
    }

    [Theory]
    [InlineData("repository", "globex/app", "with its owner")]
    [InlineData("repository", "Acme", "with its owner")]
    [InlineData("repository", null, "with its owner")]
    [InlineData("repository_owner", "globex", "with its owner")]
    [InlineData("repository_owner", null, "with its owner")]
    [InlineData("sha", null, "repository or commit")]
    [InlineData("sha", "main", "repository or commit")]
    [InlineData("sha", "0000000000000000000000000000000000000000", "repository or commit")]
    [InlineData("event_name", "pull_request_target", "of an event")]
    [InlineData("event_name", "workflow_run", "of an event")]
    [InlineData("event_name", "Push", "of an event")]
    [InlineData("event_name", null, "of an event")]
    public void One_wrong_claim_lets_nobody_in(string claim, string? value, string says)
    {
        var refusal = Assert.Throws<StewardException>(() => Admit(Claims.Job.With(claim, value)));
        Assert.Equal(FailureKind.Forbidden, refusal.Kind);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("repository")]
    [InlineData("repository_owner")]
    [InlineData("sha")]
    [InlineData("event_name")]
    public void A_claim_that_is_no_text_is_not_there(string claim)
    {
        Assert.Throws<StewardException>(() => Admit(Claims.Job.With(claim, new JsonArray($"{Claims.Job[claim]}"))));
        Assert.Throws<StewardException>(() => Admit(Claims.Job.With(claim, new string('a', 501))));
    }

    [Theory]
    [InlineData("ACME", true)]
    [InlineData("65", true)]
    [InlineData("6", false)]
    [InlineData("acm", false)]
    [InlineData("acme/app", false)]
    public void Owners_are_named_by_login_or_number_and_whole(string owner, bool isBelieved)
    {
        var issuer = new GitHubActionsIssuer(new GitHubActionsOptions { Owners = [owner] }, ["x"]);
        if (isBelieved) Assert.Equal("github-actions:acme/app", issuer.Admit(Claims.Job.Read()).Name);
        else Assert.Contains("of an owner", Assert.Throws<StewardException>(() => issuer.Admit(Claims.Job.Read())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pull_request", "refs/pull/7/merge", true)]
    [InlineData("pull_request", "refs/pull/7/head", false)]
    [InlineData("pull_request", "refs/heads/refs/pull/7/merge", false)]
    [InlineData("push", "refs/pull/7/merge", false)]
    public void Only_the_merge_of_a_pull_request_speaks_of_its_head_too(string name, string at, bool isOfPullRequest) =>
        Assert.Equal(isOfPullRequest, Admit(Claims.Job.With("event_name", name).With("ref", at)).Reach!.IsOfPullRequest);

    [Theory]
    [InlineData("ref", "refs/heads/main", true)]
    [InlineData("ref", "refs/heads/main2", false)]
    [InlineData("ref", null, false)]
    [InlineData("environment", "production", true)]
    [InlineData("environment", "Production", false)]
    [InlineData("environment", null, false)]
    [InlineData("event_name", "schedule", false)]
    [InlineData("job_workflow_ref", "Acme/App/.github/workflows/other.yml@refs/heads/topic", false)] // what the calling workflow is called does not help
    [InlineData("job_workflow_ref", null, true)]
    public void All_of_a_condition_is_met_or_the_scope_is_closed(string claim, string? value, bool isOpen)
    {
        var condition = new JobCondition { Scopes = [AccessScopes.Artefacts], Refs = ["refs/heads/main"], Workflows = ["Acme/App/.github/workflows/*@refs/heads/main"], Environments = ["production"], Events = ["push"] };
        var scopes = Admit(Claims.Job.With("environment", "production").With(claim, value), condition).Reach!.Scopes!;
        Assert.Equal(isOpen, scopes.Contains(AccessScopes.Artefacts));
        Assert.Contains(AccessScopes.Results, scopes);
    }

    [Fact]
    public void A_job_to_which_every_scope_is_closed_is_refused_and_conditions_of_other_products_do_not_concern_it()
    {
        Assert.Contains("no upload", Assert.Throws<StewardException>(() => Admit(Claims.Job, new JobCondition { Events = ["release"] })).Message, StringComparison.Ordinal);
        Assert.Equal(AccessScopes.Uploads, Admit(Claims.Job, new JobCondition { Products = ["acme/other"], Events = ["release"] }).Reach!.Scopes);
        Assert.Throws<StewardException>(() => Admit(Claims.Job, new JobCondition { Events = ["push"] }, new JobCondition { Products = ["acme/*"], Events = ["release"] }));
    }

    private static Caller Admit(JsonObject claims, params JobCondition[] conditions) =>
        new GitHubActionsIssuer(new GitHubActionsOptions { Owners = ["acme"], Conditions = [.. conditions] }, ["https://steward.example"]).Admit(claims.Read());
}
