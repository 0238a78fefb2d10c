namespace Steward.Bench;

/// <summary>Writes large reports of the shapes that tools write: mostly passed tests, some that failed with a stack trace, some with output.</summary>
internal static class LargeReports
{
    private const int TestsOfSuite = 50;
    private const string Trace = "   at com.example.shop.Cart.add(Cart.java:42)\n";

    /// <summary>A JUnit file of at least so many bytes; answers its path.</summary>
    public static string JUnit(string path, long bytes)
    {
        using var file = new StreamWriter(path);
        file.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        for (var suite = 0; file.BaseStream.Position < bytes; suite++)
        {
            var type = $"com.example.shop.Module{suite}Test";
            file.Write($"  <testsuite name=\"{type}\" tests=\"{TestsOfSuite}\" failures=\"1\" errors=\"0\" skipped=\"1\" time=\"1.234\">\n");
            for (var i = 0; i < TestsOfSuite; i++) file.Write($"    <testcase classname=\"{type}\" name=\"adds_item_number_{i}_to_the_cart\" time=\"0.0{i:00}\"{JUnitBody(i)}\n");
            file.Write("  </testsuite>\n");
        }

        file.Write("</testsuites>\n");
        return path;
    }

    /// <summary>A TRX file of at least so many bytes; answers its path.</summary>
    public static string Trx(string path, long bytes)
    {
        using var file = new StreamWriter(path);
        file.Write("<TestRun xmlns=\"http://microsoft.com/schemas/VisualStudio/TeamTest/2010\"><Results>\n");
        var tests = 0;
        for (; file.BaseStream.Position < bytes * 2 / 3; tests++)
            file.Write($"<UnitTestResult executionId=\"{Id(tests)}\" testId=\"{Id(tests)}\" testName=\"Adds_item_number_{tests}\" computerName=\"build\" duration=\"00:00:00.0123456\" outcome=\"Passed\" testListId=\"{Id(0)}\" />\n");
        file.Write("</Results><TestDefinitions>\n");
        for (var i = 0; i < tests; i++)
            file.Write($"<UnitTest name=\"Adds_item_number_{i}\" id=\"{Id(i)}\"><TestMethod codeBase=\"shop.dll\" className=\"Shop.Module{i / TestsOfSuite}Tests\" name=\"Adds_item_number_{i}\" /></UnitTest>\n");
        file.Write($"</TestDefinitions><ResultSummary outcome=\"Completed\"><Counters total=\"{tests}\" failed=\"0\" /></ResultSummary></TestRun>\n");
        return path;
    }

    private static string Id(int number) => $"00000000-0000-4000-8000-{number:x12}";

    private static string JUnitBody(int i) => i switch
    {
        7 => $"><failure message=\"expected:&lt;1&gt; but was:&lt;2&gt;\" type=\"AssertionFailedError\">expected 1\n{string.Concat(Enumerable.Repeat(Trace, 20))}</failure></testcase>",
        9 => "><skipped/></testcase>",
        11 => $"><system-out><![CDATA[{string.Concat(Enumerable.Repeat("2026-11-23 INFO something happened here\n", 20))}]]></system-out></testcase>",
        _ => "/>",
    };
}
