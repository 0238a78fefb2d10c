using Steward.Kernel;
using Steward.Stages.Testing.Results;
using Steward.Stages.Testing.Results.Announcements;
using Steward.Stages.Testing.Results.Announcements.Workflows;
using Xunit;

namespace Steward.UnitTests.Testing;

/// <summary>What a workflow run announces of the sets that the policy binds to it.</summary>
public sealed class WorkflowAnnouncementTests
{
    private static readonly ChangeId Change = new(ProductId.Parse("shop/cart"), CommitSha.Parse(new string('a', 40)));
    private static readonly TestSet Whole = new("unit") { Workflow = "tests.yml" };
    private static readonly TestSet Matrix = Whole with { Job = "test (*)" };

    [Theory]
    [InlineData("tests.yml", true)]
    [InlineData("Tests", true)]
    [InlineData(".github/workflows/tests.yml", true)]
    [InlineData("build.yml", false)]
    [InlineData("tests", false)]
    [InlineData(null, false)]
    public void A_set_is_bound_by_the_workflows_file_or_name(string? workflow, bool isBound) =>
        Assert.Equal(isBound, Of(Run(), [Job("a")], Whole with { Workflow = workflow }).Count > 0);

    [Fact]
    public void A_run_that_begins_announces_the_set_and_its_jobs_are_the_shards()
    {
        Assert.Equal(new Announcement("unit", 1), Assert.Single(Of(Run(), [Job("lint"), Job("test (1)"), Job("test (2)")], Whole)));
        Assert.Equal(new Announcement("unit", 1, 2), Assert.Single(Of(Run(), [Job("lint"), Job("test (1)"), Job("test (2)")], Matrix)));
        Assert.Equal(new Announcement("unit", 1), Assert.Single(Of(Run(), [Job("lint"), Job("test (1)")], Matrix)));
        Assert.Equal(new Announcement("unit", 1), Assert.Single(Of(Run(), [], Matrix)));
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("timed_out")]
    [InlineData("failure")]
    [InlineData("startup_failure")]
    public void A_run_that_ends_badly_is_cut_off(string conclusion)
    {
        var aborted = Of(Run(conclusion), [], Whole)[1];
        Assert.Equal((AnnouncedState.Aborted, $"workflow 'Tests' ended as {conclusion} (run 7, attempt 1)"), (aborted.State, aborted.Reason));
        Assert.Equal(AnnouncedState.Aborted, Of(Run(conclusion), [Job("lint")], Matrix)[1].State);
    }

    [Fact]
    public void Of_a_set_with_jobs_of_its_own_they_decide()
    {
        Assert.Single(Of(Run("failure"), [Job("lint", "failure"), Job("test (1)", "success")], Matrix));
        Assert.Single(Of(Run("success"), [Job("test (1)", "success")], Matrix));
        var aborted = Of(Run("cancelled"), [Job("test (1)", "success"), Job("test (2)", "cancelled")], Matrix)[1];
        Assert.Equal("job 'test (2)' of workflow 'Tests' ended as cancelled (run 7, attempt 1)", aborted.Reason);
        Assert.Equal(2, aborted.Shards);
    }

    [Fact]
    public void What_a_re_run_does_not_run_again_is_not_announced_again()
    {
        WorkflowJob[] before = [Job("lint"), Job("test (1)"), Job("test (2)"), Job("test (3)")];
        var some = Assert.Single(Of(Run(attempt: 2), [Job("test (2)", attempt: 2), Job("lint")], Matrix, before));
        Assert.Equal((2, 3, 1), (some.Attempt!.Value, some.Shards!.Value, some.Parts!.Value));
        Assert.Empty(Of(Run(attempt: 2), [Job("lint", attempt: 2)], Matrix, before));
        Assert.Empty(Of(Run(attempt: 2), [Job("test (2)", attempt: 2)], Whole, before));
        var all = before.Select(j => j with { Attempt = 2 }).ToArray();
        Assert.Null(Assert.Single(Of(Run(attempt: 2), all, Matrix, before)).Parts);
        Assert.Equal(new Announcement("unit", 2), Assert.Single(Of(Run(attempt: 2), all, Whole, before)));
    }

    private static WorkflowRunSeen Run(string? conclusion = null, int attempt = 1) =>
        new(Change, "github:ada", 7, attempt, "Tests", ".github/workflows/tests.yml", conclusion is not null, conclusion);

    private static WorkflowJob Job(string name, string? conclusion = null, int attempt = 1) => new(name, attempt, conclusion);

    private static IReadOnlyList<Announcement> Of(WorkflowRunSeen run, WorkflowJob[] jobs, TestSet set, WorkflowJob[]? before = null) =>
        new WorkflowAnnouncements(run, jobs, before ?? []).Of([set]);
}
