using FsCheck;
using FsCheck.Fluent;
using Steward.Stages.Development.Environment;
using Xunit;

namespace Steward.UnitTests.Development;

public sealed class VersionWishTests
{
    [Theory]
    [InlineData("20.11.1", "20.11.1", true)]
    [InlineData("20.11.1", "20.11.2", false)]
    [InlineData("20", "20.11.1", true)]
    [InlineData("2", "20.11.1", false)]
    [InlineData("10.0", "10.0.401", true)]
    [InlineData("10.0", "10.01.1", false)]
    [InlineData(">=20", "20.0.0", true)]
    [InlineData(">=20.11", "20.9.0", false)]
    [InlineData(">= 20.9", "20.11.0", true)]
    [InlineData(">=1.0.0", "1.0.0-beta", false)]
    [InlineData("1:2.39", "1:2.39-1.1", true)]
    public void A_wish_is_met_by_whole_parts_only(string wish, string version, bool met) => Assert.Equal(met, VersionWish.IsMet(wish, version));

    [Fact]
    public void The_least_version_compares_numbers_as_numbers()
    {
        var parts = Gen.Choose(0, 300).Three();
        Prop.ForAll(parts.Two().ToArbitrary(), pair =>
        {
            var ((a, b, c), (x, y, z)) = pair;
            return VersionWish.IsMet($">={x}.{y}.{z}", $"{a}.{b}.{c}") == ((a, b, c).CompareTo((x, y, z)) >= 0);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void One_of_several_installed_versions_is_enough()
    {
        var item = EnvironmentCheck.Compare(new WantedItem("dotnet-sdk", "dotnet-sdk", "10.0"), ["8.0.404", "10.0.401"]);
        Assert.Equal((ItemState.Same, "10.0.401"), (item.State, item.Found));
    }

    [Fact]
    public void Every_version_found_is_named_when_none_fits()
    {
        var item = EnvironmentCheck.Compare(new WantedItem("dotnet-sdk", "dotnet-sdk", "10.0"), ["8.0.404", "9.0.100"]);
        Assert.Equal((ItemState.Drifted, "8.0.404, 9.0.100"), (item.State, item.Found));
    }

    [Fact]
    public void What_is_not_there_is_missing() =>
        Assert.Equal(ItemState.Missing, EnvironmentCheck.Compare(new WantedItem("apt", "frr", "8"), []).State);
}
