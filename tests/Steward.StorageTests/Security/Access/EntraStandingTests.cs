using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Stages;
using Steward.Stages.Security.Access.Asking;
using Steward.Stages.Security.Access.Reviews;
using Steward.TestKit.Access;
using Steward.TestKit.Grants;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Security.Access;

/// <summary>People who sign in with Entra ID have what the file gives their object id, and no more than their app role.</summary>
public sealed class EntraStandingTests : IAsyncLifetime
{
    private const string Ada = "aaaaaaaa-2222-3333-4444-555555555555";
    private const string Bob = "bbbbbbbb-2222-3333-4444-555555555555";
    private const string Stranger = "cccccccc-2222-3333-4444-555555555555";

    private static readonly string File = OrganisationWorld.File
        .Replace("accounts: {github: ada}", $"accounts: {{github: ada, azure: {Ada.ToUpperInvariant()}}}", StringComparison.Ordinal)
        .Replace("github: {login: Bob, id: 9003}}", $"github: {{login: Bob, id: 9003}}, azure: {Bob}}}", StringComparison.Ordinal);

    private EntraWorld _entra = null!;
    private AccessWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _entra = await EntraWorld.StartAsync();
        _world = await AccessWorld.StartAsync(File, with: _entra.AddTo);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _entra.DisposeAsync();
    }

    [Fact]
    public async Task The_file_holds_them_as_it_holds_those_of_GitHub()
    {
        using var ada = Person(Ada);
        using var bob = Person(Bob);
        using var stranger = Person(Stranger);
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync("/api/tokens")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await bob.GetAsync("/api/products")).StatusCode);
        Assert.Contains("By position: bob", await bob.GetAsync("/api/tokens").ProblemAsync(HttpStatusCode.Forbidden), StringComparison.Ordinal);
        Assert.Contains("does not know entra:", await stranger.GetAsync("/api/products").ProblemAsync(HttpStatusCode.Forbidden), StringComparison.Ordinal);
        await _world.PushAsync(File.Replace("  ada: {positions", "  ada: {leaves: 2026-11-01, positions", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, (await ada.GetAsync("/api/products")).StatusCode);
    }

    [Fact]
    public async Task Programs_are_machines_and_no_file_speaks_of_them()
    {
        using var program = _world.Web.Client(_entra.Issuer.Sign(Claims(Stranger, "Steward.Upload").With("scp", null).With("idtyp", "app")));
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/products")).StatusCode);
    }

    [Fact]
    public async Task They_approve_plans_and_review_everybody_but_themselves()
    {
        using var ada = Person(Ada);
        var plan = (await ada.GetFromJsonAsync<PlanAnswer>("/api/access/plan", Json.Options))!;
        (await ada.PostAsJsonAsync("/api/access/apply", new ApplyRequest(plan.Digest))).EnsureSuccessStatusCode();
        await _world.PushAsync(File.Replace("bob: {positions: [developer]", "bob: {positions: [head]", StringComparison.Ordinal));
        using var bob = Person(Bob);
        Assert.Contains("as it was approved last", await bob.GetAsync("/api/tokens").ProblemAsync(HttpStatusCode.Forbidden), StringComparison.Ordinal);

        await _world.ActAsync<OpenAccessReview, ScheduledRun, string?>(new ScheduledRun(_world.Web.Clock.GetUtcNow()));
        var review = (await ada.GetFromJsonAsync<ReviewAnswer>("/api/access/review", Json.Options))!;
        Assert.Equal(HttpStatusCode.Forbidden, (await ada.PostAsJsonAsync("/api/access/review/confirm", new ReviewSaid(review.Lines.First(l => l.Line.Person == "ada").Line.Id))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ada.PostAsJsonAsync("/api/access/review/confirm", new ReviewSaid(review.Lines.First(l => l.Line.Person == "bob").Line.Id))).StatusCode);
    }

    [Fact]
    public async Task A_token_may_belong_to_one_of_them()
    {
        using var bobs = _world.Web.Client(await _world.TokenAsync($"entra:{Bob}"));
        Assert.Equal(HttpStatusCode.OK, (await bobs.GetAsync("/api/products")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await bobs.GetAsync("/api/tokens")).StatusCode);
        await Assert.ThrowsAsync<StewardException>(() => _world.TokenAsync("entra:bob"));
    }

    private HttpClient Person(string id) => _world.Web.Client(_entra.Issuer.Sign(Claims(id, "Steward.Administer")));

    private JsonObject Claims(string id, string role) => _entra.Claims(id, role, _world.Web.Clock.GetUtcNow());
}
