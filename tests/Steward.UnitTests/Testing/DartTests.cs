using Xunit;

namespace Steward.UnitTests.Testing;

/// <summary>What the protocol of Dart's JSON reporter says beyond the fixture.</summary>
public sealed class DartTests
{
    private const string Begin = """
        {"protocolVersion":"0.1.1","runnerVersion":"1","type":"start","time":0}
        {"suite":{"id":0,"platform":"vm","path":"test/a_test.dart"},"type":"suite","time":0}
        {"group":{"id":1,"suiteID":0,"parentID":null,"name":null,"testCount":4},"type":"group","time":1}
        {"test":{"id":9,"name":"runs","suiteID":0,"groupIDs":[1]},"type":"testStart","time":2}
        {"testID":9,"result":"success","skipped":false,"hidden":false,"type":"testDone","time":3}
        {"group":{"id":2,"suiteID":0,"parentID":1,"name":"later","testCount":3},"type":"group","time":4}

        """;

    [Theory]
    [InlineData("later one", "[1,2]")]
    [InlineData("later", "[1,2]")]
    [InlineData("later", "[1]")]
    public void One_test_stands_for_a_group_that_is_skipped(string name, string groups)
    {
        var report = Reports.Read($$"""
            {{Begin}}{"test":{"id":10,"name":"{{name}}","suiteID":0,"groupIDs":{{groups}}},"type":"testStart","time":5}
            {"testID":10,"result":"success","skipped":true,"hidden":false,"type":"testDone","time":6}
            {"success":true,"type":"done","time":7}
            """);
        Assert.Equal((1, 1, (string?)null), (report.Counts.Passed, report.Counts.Skipped, report.Problem));
        Assert.Equal("It declares 4 tests and holds 2.", Assert.Single(report.Notes));
    }

    [Theory]
    [InlineData("false", "success")]
    [InlineData("true", "error")]
    public void Tests_that_a_group_lacks_otherwise_are_missing(string skipped, string result)
    {
        var report = Reports.Read($$"""
            {{Begin}}{"test":{"id":10,"name":"later one","suiteID":0,"groupIDs":[1,2]},"type":"testStart","time":5}
            {"testID":10,"result":"{{result}}","skipped":{{skipped}},"hidden":false,"type":"testDone","time":6}
            {"success":{{(result == "success" ? "true" : "false")}},"type":"done","time":7}
            """);
        Assert.Equal("It declares 4 tests and holds 2.", report.Problem);
    }

    [Fact]
    public void An_error_after_the_end_of_a_hidden_test_makes_it_seen_and_bad()
    {
        var report = Reports.Read("""
            {"protocolVersion":"0.1.1","type":"start","time":0}
            {"suite":{"id":0,"platform":null,"path":null},"type":"suite","time":0}
            {"test":{"id":1,"name":"(setUpAll)","suiteID":0,"groupIDs":[1]},"type":"testStart","time":1}
            {"testID":1,"result":"success","skipped":false,"hidden":true,"type":"testDone","time":2}
            {"testID":1,"error":"late","stackTrace":"","isFailure":true,"type":"error","time":3}
            {"success":false,"type":"done","time":4}
            """);
        Assert.Equal((1, "(setUpAll)", (string?)null), (report.Counts.Failed, Assert.Single(report.Cases).Name, report.Problem));
    }

    [Fact]
    public void Groups_that_contain_themselves_and_absurd_numbers_end()
    {
        var report = Reports.Read("""
            {"protocolVersion":"0.1.1","type":"start","time":0}
            {"group":{"id":1,"suiteID":0,"parentID":1,"name":"a","testCount":9223372036854775807},"type":"group","time":1}
            {"group":{"id":2,"suiteID":0,"parentID":null,"name":"b","testCount":-5},"type":"group","time":1}
            {"test":{"id":1,"name":"a","suiteID":0,"groupIDs":[1,1,2,"x",1e99]},"type":"testStart","time":-1}
            {"testID":1,"result":"success","skipped":true,"hidden":false,"type":"testDone","time":1e308}
            {"success":true,"type":"done","time":4}
            """);
        Assert.Equal((1, (string?)null), (report.Counts.Skipped, report.Problem));
    }
}
