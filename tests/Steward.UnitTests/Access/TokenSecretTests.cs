using Steward.Access;
using Xunit;

namespace Steward.UnitTests.Access;

public sealed class TokenSecretTests
{
    [Fact]
    public void A_new_token_has_the_form_that_scanners_look_for()
    {
        var token = TokenSecret.Create();
        Assert.Matches("^stw_[0-9A-Za-z]{49}$", token);
        Assert.True(TokenSecret.IsWellFormed(token));
    }

    [Fact]
    public void No_two_tokens_are_the_same() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => TokenSecret.Create()).Distinct().Count());

    [Fact]
    public void Every_single_wrong_character_is_seen_by_the_checksum()
    {
        var token = TokenSecret.Create();
        for (var i = 0; i < token.Length; i++)
        {
            var wrong = token.ToCharArray();
            wrong[i] = wrong[i] == 'x' ? 'y' : 'x';
            Assert.False(TokenSecret.IsWellFormed(new string(wrong)), $"position {i}");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("stw_")]
    [InlineData("ghp_0000000000000000000000000000000000000000000000000")]
    [InlineData("stw_\u00e90000000000000000000000000000000000000000000000000")]
    public void What_is_no_token_is_known_without_asking_storage(string? text) => Assert.False(TokenSecret.IsWellFormed(text));

    // The checksum as zlib's crc32 gives it, in base 62: scanners compute it without Steward.
    [Fact]
    public void The_checksum_is_the_CRC_32_of_what_stands_before_it() =>
        Assert.True(TokenSecret.IsWellFormed("stw_0000000000000000000000000000000000000000000" + "0yfseI"));
}
