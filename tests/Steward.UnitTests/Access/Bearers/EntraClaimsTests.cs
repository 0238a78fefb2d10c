using System.Text.Json.Nodes;
using Steward.Access;
using Steward.Access.Bearers;
using Steward.Kernel;
using Xunit;

namespace Steward.UnitTests.Access.Bearers;

/// <summary>Who a bearer of Entra ID is, by the claims alone.</summary>
public sealed class EntraClaimsTests
{
    private const string Group = "99999999-2222-3333-4444-000000000001";

    [Fact]
    public void A_person_is_known_by_object_id_and_has_the_highest_of_the_roles_until_the_token_ends()
    {
        var caller = Admit(Claims.Human);
        Assert.Equal(($"entra:{Claims.Person}", AccessLevel.Administer, false), (caller.Name, caller.Level, caller.IsProgram));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero), caller.EndsAt);
        Assert.Null(caller.Reach);
    }

    [Theory]
    [InlineData("ver", "1.0", "v2.0")]
    [InlineData("ver", null, "v2.0")]
    [InlineData("tid", "00000000-2222-3333-4444-555555555555", "the tenant")]
    [InlineData("tid", null, "the tenant")]
    [InlineData("oid", null, "object id")]
    [InlineData("oid", "ada@contoso.example", "object id")]
    [InlineData("scp", null, "no access token")]
    [InlineData("acct", "1", "a guest")]
    [InlineData("acct", "2", "a guest")]
    [InlineData("idp", "https://sts.example/other/", "a guest")]
    [InlineData("roles", null, "no role and no group")]
    [InlineData("_claim_names", "x", "")]
    public void One_wrong_claim_lets_nobody_in(string claim, string? value, string says)
    {
        var claims = Claims.Human.With(claim, value);
        if (claim == "_claim_names") (claims, says) = (claims.With("roles", null), "more groups than fit");
        var refusal = Assert.Throws<StewardException>(() => Admit(claims));
        Assert.Equal(FailureKind.Forbidden, refusal.Kind);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guest_comes_in_where_guests_may_and_a_member_of_the_tenant_is_none()
    {
        Assert.Equal(AccessLevel.Administer, Admit(Claims.Human.With("acct", 1), o => o.Guests = true).Level);
        Assert.Equal(AccessLevel.Administer, Admit(Claims.Human.With("acct", 0).With("idp", "https://sts.example/other/")).Level);
        Assert.Equal(AccessLevel.Administer, Admit(Claims.Human.With("idp", $"https://sts.windows.net/{Claims.Tenant}/")).Level);
    }

    [Theory]
    [InlineData("Steward.Read", "Read")]
    [InlineData("Steward.Upload", "Upload")]
    [InlineData("Steward.Administer", "Upload")]
    public void A_program_is_one_and_uploads_at_most(string role, string level)
    {
        foreach (var program in new[] { Claims.Program, Claims.Human.With("scp", null).With("idtyp", "app") })
        {
            var caller = Admit(program.With("roles", new JsonArray(role)));
            Assert.Equal((true, level), (caller.IsProgram, $"{caller.Level}"));
        }
    }

    [Fact]
    public void What_looks_like_a_program_and_is_none_is_held_to_the_rules_of_people()
    {
        // An id token of a person has no scope; that its subject is another one than its object tells it from a program.
        Assert.Contains("no access token", Refusal(Claims.Program.With("sub", "pairwise")), StringComparison.Ordinal);
        Assert.Contains("no access token", Refusal(Claims.Program.With("idtyp", "user")), StringComparison.Ordinal);
        Assert.False(Admit(Claims.Human.With("sub", Claims.Person)).IsProgram);
    }

    [Fact]
    public void Groups_give_the_level_that_the_settings_say_and_strange_ones_none()
    {
        void Groups(EntraOptions options) => options.Groups[Group.ToUpperInvariant()] = AccessLevel.Approve;
        Assert.Equal(AccessLevel.Approve, Admit(Claims.Human.With("roles", null).With("groups", new JsonArray(Group)), Groups).Level);
        Assert.Contains("no role and no group", Refusal(Claims.Human.With("roles", null).With("groups", new JsonArray(Claims.Tenant)), Groups), StringComparison.Ordinal);
        Assert.Contains("no role and no group", Refusal(Claims.Human.With("roles", new JsonArray("steward.administer", "Administer"))), StringComparison.Ordinal);
        Assert.Contains("no role and no group", Refusal(Claims.Human.With("roles", "Steward.Administer")), StringComparison.Ordinal); // no list
    }

    private static string Refusal(JsonObject claims, Action<EntraOptions>? more = null) => Assert.Throws<StewardException>(() => Admit(claims, more)).Message;

    private static Caller Admit(JsonObject claims, Action<EntraOptions>? more = null)
    {
        var options = new EntraOptions { Tenants = [Claims.Tenant], Audiences = ["steward"] };
        more?.Invoke(options);
        return new EntraIssuer(Claims.Tenant, options).Admit(claims.Read());
    }
}
