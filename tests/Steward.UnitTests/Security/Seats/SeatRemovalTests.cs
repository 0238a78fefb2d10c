using Steward.Stages.Security.Seats;
using Xunit;

namespace Steward.UnitTests.Security.Seats;

/// <summary>Where exactly the brake on seats begins to hold.</summary>
public sealed class SeatRemovalTests
{
    [Theory]
    [InlineData(20, 20, 1000, null)]
    [InlineData(21, 21, 1000, "Number")]
    [InlineData(5, 2, 20, null)] // 25 %
    [InlineData(6, 2, 20, "Share")]
    [InlineData(6, 1, 6, null)] // one leaver of a small team
    [InlineData(21, 1, 21, "Number")]
    public void Up_to_its_number_and_share_seats_are_returned(int seats, int people, int assigned, string? rule)
    {
        var reason = new SeatRemovals().Reason(seats, people, assigned);
        if (rule is null) Assert.Null(reason);
        else Assert.Contains($"Seats.Removals.{rule} allows", reason, StringComparison.Ordinal);
    }
}
