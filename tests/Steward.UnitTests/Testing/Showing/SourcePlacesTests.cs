using Steward.Stages.Testing.Results.Reading;
using Steward.TestKit;
using Xunit;

namespace Steward.UnitTests.Testing.Showing;

public sealed class SourcePlacesTests
{
    [Theory]
    [InlineData("   at Shop.CartTests.Total() in /build/src/tests/CartTests.cs:line 12\n   at X.Y()", "/build/src/tests/CartTests.cs:12")]
    [InlineData(@"   at Shop.CartTests.Total() in C:\agent work\tests\CartTests.cs:line 12", @"C:\agent work\tests\CartTests.cs:12")]
    [InlineData("Traceback:\n  File \"tests/test_cart.py\", line 3, in test\n  File \"shop/cart.py\", line 9, in total\nValueError", "shop/cart.py:9|tests/test_cart.py:3")]
    [InlineData("def test():\n>   assert 1 == 2\nE   assert 1 == 2\n\ntests/test_cart.py:12: AssertionError", "tests/test_cart.py:12")]
    [InlineData("Error: expected\n    at Object.<anonymous> (/ci/web/cart.test.js:3:15)\n    at file:///ci/web/run.mjs:8:1", "/ci/web/cart.test.js:3|///ci/web/run.mjs:8")]
    [InlineData("    cart_test.go:12: got 1, want 2", "cart_test.go:12")]
    [InlineData("\tat com.acme.CartTest.total(CartTest.java:44)", "CartTest.java:44")]
    [InlineData("expected 12:30 but was 12:31, see http://example.com:80/a", "//example.com:80")]
    [InlineData("no place at all: 3", "")]
    [InlineData("x.cs:0 y.cs:99999999999", "")]
    public void Lines_are_found_as_tools_write_them_the_innermost_first(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', SourcePlaces.In(text).Select(p => $"{p.Path}:{p.Line}")));

    [Fact]
    public void A_hostile_text_costs_little_and_gives_few()
    {
        var text = string.Concat(Enumerable.Range(1, 20_000).Select(i => $"a{i}.cs:{i} in "));

        Busy.AtMost(10, () =>
        {
            Assert.Equal(SourcePlaces.Max, SourcePlaces.In(text).Count);
            Assert.Empty(SourcePlaces.In(new string('a', 4_000_000)));
        });
    }

    [Fact]
    public void Reports_keep_the_stack_places_of_failed_tests_beside_their_messages()
    {
        const string junit = "<testsuite name=\"s\"><testcase classname=\"c\" name=\"a\"><failure message=\"no\">x\ntests/test_a.py:7: AssertionError</failure></testcase><testcase classname=\"c\" name=\"b\"/></testsuite>";
        var cases = Read(junit);

        Assert.Equal(("no", "tests/test_a.py:7"), (cases[0].Message, cases[0].Places));
        Assert.Null(cases[1].Places);
    }

    [Theory]
    [InlineData("s", "file='src/CartTest.php' line='4'", "src/CartTest.php:4")]
    [InlineData("pytest", "file='test_cart.py' line='16'", "test_cart.py:17")]
    [InlineData("s", "file='a b/cart_spec.rb' lineno='9'", "a b/cart_spec.rb:9")]
    [InlineData("s", "file='test/cart.js'", "test/cart.js:1")]
    [InlineData("s", "file='a.js' line='-3'", "a.js:1")]
    [InlineData("s", "file='a.js' line='99999999999999999999'", "a.js:1")]
    [InlineData("pytest", "file='a.py' line='9223372036854775807'", "a.py:1")]
    [InlineData("s", "file='' line='3'", null)]
    [InlineData("s", "line='3'", null)]
    public void Where_a_report_of_JUnit_says_that_a_test_stands_is_kept_of_those_not_in_order(string suite, string attributes, string? place)
    {
        var cases = Read($"<testsuite name='{suite}'><testcase name='a' {attributes}><failure/></testcase><testcase name='b' {attributes}/></testsuite>");
        Assert.Equal([place, null], cases.Select(c => c.Place is { } p ? $"{p.Path}:{p.Line}" : null));
    }

    [Fact]
    public void A_place_that_is_too_long_to_be_a_path_is_not_kept() =>
        Assert.Null(Assert.Single(Read($"<testsuite><testcase name='a' file='{new string('x', 501)}'><error/></testcase></testsuite>")).Place);

    [Theory]
    [InlineData("<assemblies><assembly name=\"a.dll\"><collection name=\"c\"><test name=\"N.T.a\" type=\"N.T\" method=\"a\" time=\"0.1\" result=\"Fail\"><failure><message>no</message><stack-trace>at N.T.a() in /b/T.cs:line 5</stack-trace></failure></test></collection></assembly></assemblies>")]
    [InlineData("<test-run><test-suite type=\"TestFixture\" name=\"T\"><test-case name=\"a\" fullname=\"N.T.a\" classname=\"N.T\" result=\"Failed\"><failure><message>no</message><stack-trace>at N.T.a() in /b/T.cs:line 5</stack-trace></failure></test-case></test-suite></test-run>")]
    public void Other_formats_keep_them_too(string report)
    {
        var test = Assert.Single(Read(report));

        Assert.Equal(("no", "/b/T.cs:5"), (test.Message, test.Places));
    }

    private static IReadOnlyList<TestCaseResult> Read(string report) =>
        ReportReader.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(report)), 10).Cases;
}
