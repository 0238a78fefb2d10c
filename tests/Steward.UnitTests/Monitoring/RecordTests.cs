using Xunit;

namespace Steward.UnitTests.Monitoring;

public sealed class RecordTests
{
    private const string DotNet =
        "2026-11-23 10:00:00 ERROR shop.Cart: cannot add\nSystem.InvalidOperationException: till closed\n   at Shop.Cart.Add(Int32 n) in /src/Cart.cs:line 12\n"
        + " ---> System.IO.IOException: disk\n   at Shop.Disk.Write()\n   --- End of inner exception stack trace ---\n   at Shop.Program.Main()\n";

    private const string Java =
        "Exception in thread \"main\" java.lang.IllegalStateException: till closed\n\tat shop.Cart.add(Cart.java:12)\n\tat shop.Main.main(Main.java:3)\n"
        + "Caused by: java.io.IOException: disk\n\tat shop.Disk.write(Disk.java:9)\n\t... 2 more\n";

    private const string Python =
        "Traceback (most recent call last):\n  File \"/src/shop.py\", line 3, in main\n    add(1)\n  File \"/src/cart.py\", line 9, in add\n    raise ValueError('till closed')\nValueError: till closed\n";

    private const string Node =
        "Error: till closed\n    at Cart.add (/src/cart.js:12:9)\n    at main (/src/main.js:3:1) {\n    code: 'ECLOSED'\n}\n";

    [Theory]
    [InlineData(DotNet, "System.InvalidOperationException", "Shop.Cart.Add")]
    [InlineData(Java, "java.lang.IllegalStateException", "shop.Cart.add")]
    [InlineData(Python, "ValueError", "add")]
    public void A_trace_is_one_error_with_its_type_and_the_function_it_was_thrown_in(string trace, string type, string function)
    {
        var records = Errors.Records(trace + "next error\n");
        Assert.Equal(2, records.Count);
        Assert.Equal((1, trace.Count(c => c == '\n')), (records[0].FirstLine, records[0].LastLine));
        Assert.Equal((type, function), (records[0].Exception!.Type, records[0].Exception!.TopFrame));
        Assert.Equal("next error", records[1].Message);
    }

    [Fact]
    public void Nodes_traces_are_joined() =>
        Assert.Equal(("Error", "Cart.add"), (Errors.Records(Node)[0].Exception!.Type, Errors.Records(Node)[0].Exception!.TopFrame));

    [Fact]
    public void A_python_error_says_its_last_line() => Assert.Equal("ValueError: till closed", Errors.Records(Python)[0].Message);

    [Fact]
    public void A_python_error_during_another_is_one_error() =>
        Assert.Single(Errors.Records(Python + "\nDuring handling of the above exception, another exception occurred:\n\n" + Python));

    [Fact]
    public void Two_traces_in_a_row_are_two_errors() => Assert.Equal(2, Errors.Records(Java + Java).Count);

    [Fact]
    public void The_same_trace_with_other_line_numbers_and_messages_is_one_group() =>
        Assert.Equal([0, 0], Errors.GroupsOf(Python + Python.Replace("line 9", "line 12", StringComparison.Ordinal)));

    [Fact]
    public void Json_lines_stand_alone_between_plain_ones()
    {
        var records = Errors.Records("plain\n{\"level\":\"error\",\"msg\":\"json\"}\n   at X.Y()\n{\"no\":\"message\"}\n{broken\n");
        Assert.Equal(["plain", "json", "   at X.Y()", "{\"no\":\"message\"}", "{broken"], records.Select(r => r.Message));
    }

    [Fact]
    public void Nested_names_of_structured_loggers_are_understood()
    {
        var record = Errors.Records("{\"message\":\"no\",\"error\":{\"type\":\"TypeError\",\"stack_trace\":\"TypeError: no\\n    at Cart.add (/a.js:1:2)\"}}\n")[0];
        Assert.Equal(("no", "TypeError", "Cart.add"), (record.Message, record.Exception!.Type, record.Exception!.TopFrame));
    }

    [Theory]
    [InlineData("a\r\nb\r\n", 2)]
    [InlineData("a\rb", 2)]
    [InlineData("a\n\n\nb", 2)]
    [InlineData("", 0)]
    [InlineData("\n", 0)]
    public void Lines_end_as_they_like(string text, int records) => Assert.Equal(records, Errors.Records(text).Count);
}
