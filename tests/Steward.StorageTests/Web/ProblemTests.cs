using System.Net;
using Steward.Access;
using Steward.Kernel;
using Steward.TestKit;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class ProblemTests
{
    [Fact]
    public async Task What_is_not_there_is_404_and_what_is_asked_wrongly_405()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        Assert.Contains("/api/nothing", await reader.GetAsync("/api/nothing").ProblemAsync(HttpStatusCode.NotFound));
        Assert.Contains("DELETE", await reader.DeleteAsync("/api/products").ProblemAsync(HttpStatusCode.MethodNotAllowed));
    }

    [Fact]
    public async Task A_failure_of_Stewards_own_tells_a_number_and_nothing_else()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        world.Engine.Fault = new InvalidOperationException("AccountKey=secret");
        using var answer = await reader.GetAsync("/api/orchestrations");
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("secret", body);
        Assert.DoesNotContain("Exception", body);
        var instance = (string)System.Text.Json.Nodes.JsonNode.Parse(body)!["instance"]!;
        Assert.Contains(world.Logs.Lines, line => line.Contains(instance) && line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_does_not_answer_now_is_503_and_says_when_to_come_back()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        world.Engine.Fault = new StewardException(FailureKind.Unavailable, "The engine rests.") { RetryAfter = TimeSpan.FromSeconds(7) };
        using var answer = await reader.GetAsync("/api/orchestrations");
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter?.Delta);
        Assert.Equal("The engine rests.", await reader.GetAsync("/api/orchestrations").ProblemAsync(HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Without_storage_nobody_is_let_in_and_health_says_so()
    {
        var azurite = await Azurite.StartAsync();
        await using var world = await WebWorld.StartAsync(new(new() { ConnectionString = azurite.ConnectionString, Prefix = Azurite.NewPrefix() }));
        using var reader = await world.ClientAsync(AccessLevel.Read);
        Assert.True((await reader.GetAsync("/health").OkAsync<Health.HealthAnswer>()).Storage);
        await azurite.DisposeAsync();
        using var denied = await reader.GetAsync("/api/products");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, denied.StatusCode);
        Assert.NotNull(denied.Headers.RetryAfter);
        using var health = await reader.GetAsync("/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains("degraded", await health.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_over_its_limit_is_413()
    {
        await using var world = await WebWorld.StartAsync();
        using var admin = await world.ClientAsync(AccessLevel.Administer);
        var body = new { name = new string('x', 70_000), level = "Read" };
        await admin.PostJsonAsync("/api/tokens", body).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task People_get_a_page_where_programs_get_json()
    {
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        using var anybody = await world.ClientAsync();
        foreach (var client in new[] { reader, anybody }) client.DefaultRequestHeaders.Add("Accept", "text/html");
        using var missing = await reader.GetAsync("/products/contoso/nothing");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Contains("steward products add contoso/nothing", await missing.Content.ReadAsStringAsync());
        using var signIn = await anybody.GetAsync("/");
        Assert.Equal(HttpStatusCode.Unauthorized, signIn.StatusCode);
        Assert.Contains("<h1>Sign in</h1>", await signIn.Content.ReadAsStringAsync());
        await anybody.GetAsync("/api/products").ProblemAsync(HttpStatusCode.Unauthorized);
    }
}
