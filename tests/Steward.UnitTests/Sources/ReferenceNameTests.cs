using Steward.Source;
using Xunit;

namespace Steward.UnitTests.Sources;

public sealed class ReferenceNameTests
{
    [Theory]
    [InlineData("main")]
    [InlineData("refs/heads/feature/x-1")]
    [InlineData("v1.0.0-rc.1+build")]
    [InlineData("HEAD")]
    [InlineData("日本")]
    [InlineData("a@b")]
    public void Names_that_git_allows_are_names(string name) => Assert.True(ReferenceName.IsValid(name));

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("-x")]
    [InlineData("--upload-pack=x")]
    [InlineData("a..b")]
    [InlineData("HEAD^")]
    [InlineData("HEAD~2")]
    [InlineData("a:b")]
    [InlineData("a b")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("main@{1}")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a/.b")]
    [InlineData("a.lock/b")]
    [InlineData("a.")]
    [InlineData("a*")]
    [InlineData("a?")]
    [InlineData("a[b")]
    [InlineData("a\\b")]
    public void Options_and_expressions_are_not(string name) => Assert.False(ReferenceName.IsValid(name));

    [Fact]
    public void Names_longer_than_git_can_store_are_not() => Assert.False(ReferenceName.IsValid(new string('a', 256)));
}
