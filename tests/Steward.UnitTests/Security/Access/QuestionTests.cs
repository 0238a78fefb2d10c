using Steward.Kernel;
using Steward.Stages.Security.Access.Asking;
using Xunit;

namespace Steward.UnitTests.Security.Access;

/// <summary>Who may do what, and what somebody could do.</summary>
public sealed class QuestionTests
{
    [Theory]
    [InlineData("github:acme/app:push", "ada bob alan dan eve")]
    [InlineData("github:acme/app:admin", "ada alan")]
    [InlineData("acme/app/src/x", "ada bob alan dan eve")]
    [InlineData("github:@acme/platform:member", "ada bob alan dan eve")]
    [InlineData("github:acme:admin", "ada alan")]
    [InlineData("azure:/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg:reader", "cleo")]
    [InlineData("azure:/subscriptions/22222222-1111-1111-1111-111111111111:Reader", "")]
    [InlineData("steward:approve", "ada alan cleo")]
    [InlineData("github:acme/else:pull", "ada alan")]
    public void Who_may_do_it(string permission, string people)
    {
        var answer = AccessQuestions.Who(Given.Model(Given.File), Permission.Parse(permission), Given.Noon);
        Assert.Equal(people.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), answer.People.Select(p => p.Person).Distinct().Order());
        Assert.All(answer.People, p => Assert.NotEmpty(p.Because));
    }

    [Theory]
    [InlineData("github:acme/app:write")]
    [InlineData("steward:everything")]
    [InlineData("everything")]
    [InlineData("azure:subscriptions:Reader")]
    public void What_is_no_permission_is_refused_with_the_forms(string text) =>
        Assert.Contains("github:OWNER/NAME:push", Assert.Throws<StewardException>(() => Permission.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_somebody_could_do_depends_on_the_time()
    {
        var model = Given.Model(Given.With("dan: {positions", "dan: {leaves: 2026-11-23, positions"));
        Assert.Equal(4, AccessQuestions.Could(model, "github:DAN", Given.Noon).Grants.Count);
        Assert.Empty(AccessQuestions.Could(model, "dan", Given.Noon.AddDays(1)).Grants);
        Assert.Throws<StewardException>(() => AccessQuestions.Could(model, "nobody", Given.Noon));
    }
}
