using Steward.Stages.Monitoring.Errors.Reports;
using Xunit;

namespace Steward.UnitTests.Monitoring;

public sealed class ErrorReportTests
{
    [Fact]
    public void It_names_what_is_new_increased_and_gone()
    {
        var report = ErrorReport.Compare("v2", [Group("a", 3), Group("b", 20), Group("c", 7), Group("d", 4)], "v1", [Group("b", 10), Group("c", 6), Group("d", 1), Group("e", 2)]);
        Assert.Equal(["a", "b", "c", "d"], report.Groups.Select(g => g.Id));
        Assert.Equal(["a"], report.NewGroups.Select(g => g.Id));
        Assert.Equal(["b"], report.Groups.Where(g => g.Increased).Select(g => g.Id));
        Assert.Equal(["e"], report.Gone.Select(g => g.Id));
        Assert.Equal((34, 10), (report.Errors, report.Groups[1].CountBefore));
    }

    [Fact]
    public void Without_a_release_before_nothing_is_called_new()
    {
        var report = ErrorReport.Compare("v1", [Group("a", 3)], null, []);
        Assert.Empty(report.NewGroups);
        Assert.Null(report.Since);
    }

    [Fact]
    public void Against_a_release_without_errors_everything_is_new() =>
        Assert.Single(ErrorReport.Compare("v2", [Group("a", 3)], "v1", []).NewGroups);

    private static GroupTally Group(string id, long count) => new(id, id, "", count, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, id);
}
