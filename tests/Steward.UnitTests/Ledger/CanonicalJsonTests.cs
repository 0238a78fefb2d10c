using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Steward.Kernel;
using Steward.Ledger.Canonical;
using Xunit;

namespace Steward.UnitTests.Ledger;

public sealed class CanonicalJsonTests
{
    // RFC 8785, appendix B.
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Numbers_are_written_as_in_the_RFC(string bits, string expected) =>
        Assert.Equal(expected, CanonicalNumber.Format(BitConverter.Int64BitsToDouble(Convert.ToInt64(bits, 16))));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_number_in_JSON_is_refused(double value) => Assert.Throws<StewardException>(() => CanonicalNumber.Format(value));

    [Fact]
    public void Every_double_reads_back_as_itself() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), value => double.Parse(CanonicalNumber.Format(value.Get)) == value.Get).QuickCheckThrowOnFailure();

    [Fact]
    public void The_example_of_the_RFC_gives_its_bytes() =>
        Assert.Equal(
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
            Canonical("""
                {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                 "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}
                """));

    [Fact]
    public void Members_are_sorted_by_UTF_16_code_units() =>
        Assert.Equal(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"],
            JsonNode.Parse(Canonical("""
                {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
                 "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}
                """))!.AsObject().Select(m => m.Value!.GetValue<string>()));

    [Fact]
    public void Values_put_in_as_they_are_become_what_their_JSON_is() =>
        Assert.Equal("""{"a":5,"b":2.5,"c":"1900-01-01T00:00:00","d":{},"e":[]}""", Encoding.UTF8.GetString(CanonicalJson.Write(
            new JsonObject { ["e"] = new JsonArray(), ["d"] = new JsonObject(), ["c"] = new DateTime(1900, 1, 1), ["b"] = 2.5m, ["a"] = (byte)5 })));

    [Theory]
    [InlineData("9007199254740993", "2^53")]
    [InlineData("\"\\ud800\"", "surrogate")]
    [InlineData("{\"a\":1,\"a\":2}", "twice")]
    public void What_would_lose_information_is_refused(string json, string why) =>
        Assert.Contains(why, Assert.Throws<StewardException>(() => Canonical(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Contains("nested", Assert.Throws<StewardException>(() => Canonical(new string('[', 40) + new string(']', 40))).Message, StringComparison.Ordinal);

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(json)));
}
