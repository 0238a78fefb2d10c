using System.Net;
using System.Text.Json.Nodes;
using Steward.Answers;
using Steward.TestKit.Access;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.SignIn;

public sealed class EntraTests : IAsyncLifetime
{
    private const string Person = "aaaaaaaa-2222-3333-4444-555555555555";
    private EntraWorld _entra = null!;
    private WebWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _entra = await EntraWorld.StartAsync();
        _world = await WebWorld.StartAsync(with: _entra.AddTo);
    }

    [Fact]
    public async Task A_person_has_the_level_of_the_app_role_and_is_named_by_object_id()
    {
        using var admin = _world.Client(_entra.Issuer.Sign(Claims("Steward.Administer")));
        var issued = await admin.PostJsonAsync("/api/tokens", new { name = "ci", level = "Upload" }).OkAsync<IssuedToken>();
        Assert.Equal($"entra:{Person}", issued.Token.IssuedBy);
        using var reader = _world.Client(_entra.Issuer.Sign(Claims("Steward.Read")));
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/api/products")).StatusCode);
        await reader.GetAsync("/api/tokens").ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_session_ends_with_the_token_that_opened_it()
    {
        using var person = _world.Client(_entra.Issuer.Sign(Claims("Steward.Read")));
        var code = await person.PostJsonAsync("/api/sign-in-codes", new { }).OkAsync<SignInCode>();
        using var browser = _world.Client(null);
        using var signedIn = await browser.GetAsync(code.Path);
        browser.DefaultRequestHeaders.Add("Cookie", signedIn.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/products")).StatusCode);
        _world.Clock.Advance(TimeSpan.FromHours(1));
        await browser.GetAsync("/api/products").ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Programs_upload_at_most()
    {
        using var program = _world.Client(_entra.Issuer.Sign(Claims("Steward.Administer").With("scp", null).With("idtyp", "app")));
        Assert.Contains("Upload", await program.GetAsync("/api/tokens").ProblemAsync(HttpStatusCode.Forbidden));
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/products")).StatusCode);
    }

    [Theory]
    [InlineData("roles", null, HttpStatusCode.Forbidden)]
    [InlineData("acct", "1", HttpStatusCode.Forbidden)]
    [InlineData("idp", "https://sts.example/other/", HttpStatusCode.Forbidden)]
    [InlineData("ver", "1.0", HttpStatusCode.Forbidden)]
    [InlineData("tid", "00000000-2222-3333-4444-555555555555", HttpStatusCode.Forbidden)]
    [InlineData("oid", null, HttpStatusCode.Forbidden)]
    [InlineData("scp", null, HttpStatusCode.Forbidden)] // an id token
    [InlineData("aud", "00000003-0000-0000-c000-000000000000", HttpStatusCode.Unauthorized)]
    [InlineData("iss", "https://login.example/00000000-2222-3333-4444-555555555555/v2.0", HttpStatusCode.Unauthorized)] // another tenant
    public async Task Who_is_not_meant_is_not_let_in(string claim, string? value, HttpStatusCode status)
    {
        using var client = _world.Client(_entra.Issuer.Sign(Claims("Steward.Administer").With(claim, value)));
        await client.GetAsync("/api/products").ProblemAsync(status);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _entra.DisposeAsync();
    }

    private JsonObject Claims(string role) => _entra.Claims(Person, role, _world.Clock.GetUtcNow());
}
