using System.Net;
using System.Text.Json.Nodes;
using Steward.Access;
using Steward.Access.Bearers;
using Steward.Kernel;
using Steward.TestKit.Access;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.SignIn;

public sealed class JobTokenTests
{
    [Fact]
    public async Task A_job_uploads_about_its_own_commit_and_evidence_names_repository_run_and_workflow()
    {
        await using var world = await JobWorld.StartAsync();
        await world.UploadAsync(world.Issuer.Sign(world.Claims())).OkAsync<JsonNode>();
        var evidence = Assert.Single(await world.EvidenceAsync());
        Assert.Equal("github-actions:acme/app", evidence.Actor);
        Assert.Equal(JobClaims.Run, (string)evidence.Details!["origin"]!["run"]!);
        Assert.Equal(JobClaims.Workflow, (string)evidence.Details!["origin"]!["workflow"]!);
        Assert.DoesNotContain("secret-person", evidence.Details.ToJsonString());
    }

    // What is wrong, what is answered, and a word of the sentence.
    public static TheoryData<string, string, string?, HttpStatusCode> Wrong => new()
    {
        { "audience", "aud", "https://other.example", HttpStatusCode.Unauthorized },
        { "no audience", "aud", null, HttpStatusCode.Unauthorized },
        { "issuer", "iss", "https://evil.example", HttpStatusCode.Unauthorized },
        { "repository of others", "repository", "globex/app", HttpStatusCode.Forbidden },
        { "another repository of the owner", "repository", "Acme/other", HttpStatusCode.Forbidden },
        { "no repository", "repository", null, HttpStatusCode.Forbidden },
        { "owner", "repository_owner", "globex", HttpStatusCode.Forbidden },
        { "commit", "sha", "1111111111111111111111111111111111111111", HttpStatusCode.Forbidden },
        { "no commit", "sha", null, HttpStatusCode.Forbidden },
        { "event of strangers' code", "event_name", "pull_request_target", HttpStatusCode.Forbidden },
        { "event that runs after strangers' code", "event_name", "workflow_run", HttpStatusCode.Forbidden },
        { "no event", "event_name", null, HttpStatusCode.Forbidden },
        { "no end", "exp", null, HttpStatusCode.Unauthorized },
        { "no beginning", "iat", null, HttpStatusCode.Unauthorized },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_token_with_one_wrong_claim_leaves_nothing(string what, string claim, string? value, HttpStatusCode status)
    {
        await using var world = await JobWorld.StartAsync();
        var sentence = await world.UploadAsync(world.Issuer.Sign(world.Claims().With(claim, value))).ProblemAsync(status);
        Assert.True(sentence.EndsWith('.'), what);
        Assert.Empty(await world.EvidenceAsync());
    }

    [Theory]
    [InlineData("exp", -120, HttpStatusCode.Unauthorized)]
    [InlineData("exp", -30, HttpStatusCode.OK)] // clocks may be apart by a minute
    [InlineData("nbf", 120, HttpStatusCode.Unauthorized)]
    [InlineData("nbf", 30, HttpStatusCode.OK)]
    [InlineData("iat", 120, HttpStatusCode.Unauthorized)]
    [InlineData("iat", 30, HttpStatusCode.OK)]
    public async Task A_token_holds_from_its_beginning_to_its_end(string claim, int seconds, HttpStatusCode status)
    {
        await using var world = await JobWorld.StartAsync();
        var claims = world.Claims().With(claim, world.Web.Clock.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds());
        Assert.Equal(status, (await world.UploadAsync(world.Issuer.Sign(claims))).StatusCode);
    }

    [Fact]
    public async Task Forged_tokens_open_nothing()
    {
        await using var world = await JobWorld.StartAsync();
        var (good, claims) = (world.Issuer.Sign(world.Claims()), world.Claims());
        var parts = good.Split('.');
        string[] forged =
        [
            world.Issuer.Key.SignNot(claims), world.Issuer.Key.SignWithPublicKey(claims), new FakeSigningKey(world.Issuer.Key.Id).Sign(claims), new FakeSigningKey("key-2").Sign(claims),
            world.Issuer.Key.Sign(claims, h => h.Remove("kid")), world.Issuer.Key.Sign(claims, h => h["crit"] = new JsonArray("x")), world.Issuer.Key.Sign(claims, h => h["alg"] = "RS512"),
            $"{parts[0]}.{world.Issuer.Sign(world.Claims().With("run_id", "1")).Split('.')[1]}.{parts[2]}", $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}", $"{good}.x.y", "a.b.c", "..",
            world.Issuer.Sign(world.Claims().With("padding", new string('x', 20_000))),
        ];
        foreach (var token in forged) await world.UploadAsync(token).ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Empty(await world.EvidenceAsync());
        await world.UploadAsync(good).OkAsync<JsonNode>();
    }

    [Fact]
    public async Task Without_the_issuers_keys_nobody_is_let_in_and_is_told_when_to_try_again()
    {
        await using var world = await JobWorld.StartAsync();
        world.Issuer.Fault = 503;
        using var answer = await world.UploadAsync(world.Issuer.Sign(world.Claims()));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta));
        world.Issuer.Fault = null;
        await world.UploadAsync(world.Issuer.Sign(world.Claims())).ProblemAsync(HttpStatusCode.ServiceUnavailable); // it is not asked again at once
        world.Web.Clock.Advance(TimeSpan.FromSeconds(5));
        await world.UploadAsync(world.Issuer.Sign(world.Claims())).OkAsync<JsonNode>();
    }

    [Fact]
    public async Task Keys_at_another_host_are_not_fetched()
    {
        await using var world = await JobWorld.StartAsync();
        await using var other = await FakeIssuer.StartAsync();
        world.Issuer.KeysElsewhere = $"{other.Name}/keys";
        await world.UploadAsync(world.Issuer.Sign(world.Claims())).ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Empty(other.Calls);
    }

    [Fact]
    public async Task A_new_key_is_found_and_unknown_keys_are_looked_for_once_a_minute()
    {
        await using var world = await JobWorld.StartAsync();
        await world.UploadAsync(world.Issuer.Sign(world.Claims())).OkAsync<JsonNode>();
        for (var i = 0; i < 20; i++) await world.UploadAsync(new FakeSigningKey($"none-{i}").Sign(world.Claims())).ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal(["/.well-known/openid-configuration", "/keys"], world.Issuer.Calls);

        var next = new FakeSigningKey("key-2");
        world.Issuer.Publish(next);
        world.Web.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.UploadAsync(next.Sign(world.Claims())).OkAsync<JsonNode>();
        Assert.Equal(4, world.Issuer.Calls.Count);
    }

    [Fact]
    public async Task Known_keys_hold_for_a_day_while_the_issuer_is_away()
    {
        await using var world = await JobWorld.StartAsync();
        await world.UploadAsync(world.Issuer.Sign(world.Claims())).OkAsync<JsonNode>();
        world.Issuer.Fault = 500;
        world.Web.Clock.Advance(TimeSpan.FromHours(23));
        await world.UploadAsync(world.Issuer.Sign(world.Claims())).OkAsync<JsonNode>();
        world.Web.Clock.Advance(TimeSpan.FromHours(1));
        await world.UploadAsync(world.Issuer.Sign(world.Claims())).ProblemAsync(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_job_of_a_pull_request_may_speak_of_its_merge_and_its_head_but_not_of_its_base()
    {
        await using var world = await JobWorld.StartAsync();
        await world.Repository.BranchAsync("topic");
        var head = await world.Repository.Write("b.txt", "b\n").CommitAsync("Topic");
        await world.Repository.CheckoutAsync("main");
        var main = await world.Repository.Write("c.txt", "c\n").CommitAsync("Main");
        var merge = await world.Repository.MergeAsync("topic");
        string Token(string at, string name) => world.Issuer.Sign(world.Claims().With("sha", merge.ToString()).With("ref", at).With("event_name", name));
        var token = Token("refs/pull/7/merge", "pull_request");
        await world.UploadAsync(token, merge).OkAsync<JsonNode>();
        await world.UploadAsync(token, head).OkAsync<JsonNode>();
        await world.UploadAsync(token, main).ProblemAsync(HttpStatusCode.Forbidden);
        await world.UploadAsync(token, world.Head).ProblemAsync(HttpStatusCode.Forbidden);
        await world.UploadAsync(Token("refs/heads/main", "push"), head).ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_job_only_uploads()
    {
        await using var world = await JobWorld.StartAsync();
        var token = world.Issuer.Sign(world.Claims());
        foreach (var path in new[] { "/api/products", "/api/products/acme/app/changes", "/api/tokens", "/", "/api/key", $"/api/results/acme/app/{world.Head}" })
            await world.SendAsync(token, path).ProblemAsync(HttpStatusCode.Forbidden);
        await world.SendAsync(token, "/api/sign-in-codes", new StringContent("{}")).ProblemAsync(HttpStatusCode.Forbidden);
        await world.SendAsync(token, $"/api/products/acme/app/changes/{world.Head}/approvals", new StringContent("{}")).ProblemAsync(HttpStatusCode.Forbidden);
        var logs = await world.SendAsync(token, "/api/logs/acme/app/v1", new StringContent("ERROR broken"));
        Assert.Equal(HttpStatusCode.OK, logs.StatusCode);
    }

    [Fact]
    public async Task Conditions_close_scopes_to_jobs_that_do_not_meet_them()
    {
        await using var world = await JobWorld.StartAsync(o => o.Conditions =
            [new JobCondition { Scopes = [AccessScopes.Results], Workflows = ["Acme/App/.github/workflows/*@refs/heads/main"], Environments = ["ci"] }]);
        var sentence = await world.UploadAsync(world.Issuer.Sign(world.Claims())).ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Contains(AccessScopes.Coverage, sentence);
        Assert.Contains(AccessScopes.Results, sentence);
        await world.UploadAsync(world.Issuer.Sign(world.Claims().With("environment", "ci"))).OkAsync<JsonNode>();
        await world.UploadAsync(world.Issuer.Sign(world.Claims().With("environment", "ci").With("job_workflow_ref", "Acme/App/.github/workflows/x.yml@refs/heads/topic")))
            .ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Neither_logs_nor_answers_hold_a_token_or_a_claim()
    {
        await using var world = await JobWorld.StartAsync();
        var good = world.Issuer.Sign(world.Claims());
        string[] tokens = [good, world.Issuer.Sign(world.Claims().With("aud", "https://hidden.example")), world.Issuer.Sign(world.Claims().With("event_name", "hidden_event")), $"{good}x"];
        string[] hidden = [.. tokens, .. tokens.SelectMany(t => t.Split('.')), "hidden", "secret-person", JobClaims.Run, "test.yml"];
        foreach (var token in tokens)
        {
            using var answer = await world.UploadAsync(token, CommitSha.Parse(new string('2', 40)));
            Assert.False(answer.IsSuccessStatusCode);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain(hidden, text.Contains);
        }

        Assert.NotEmpty(world.Web.Logs.Lines);
        Assert.DoesNotContain(world.Web.Logs.Lines, line => hidden.Any(line.Contains));
    }
}
