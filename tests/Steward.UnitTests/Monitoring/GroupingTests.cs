using Steward.Stages.Monitoring.Errors.Grouping;
using Xunit;

namespace Steward.UnitTests.Monitoring;

public sealed class GroupingTests
{
    [Theory]
    [InlineData("order 17 failed", "order 4711 failed")]
    [InlineData("connection to 10.0.0.1:5432 refused", "connection to 192.168.7.9:5432 refused")]
    [InlineData("cannot open /var/log/a.log", "cannot open /srv/x/y/z.log")]
    [InlineData("request 0af31b22 lost", "request 99ffab01 lost")]
    [InlineData("id 6f9619ff-8b86-d011-b42d-00c04fc964ff unknown", "id 7a9619ff-8b86-d011-b42d-00c04fc964aa unknown")]
    [InlineData("mail to a@example.org bounced", "mail to bob.c@example.com bounced")]
    [InlineData("fetch https://a.example/x?y=1 failed", "fetch http://b.example/ failed")]
    [InlineData("unknown key \"red apple\" in basket", "unknown key \"pear\" in basket")]
    [InlineData("user=alice denied by policy", "user=bob denied by policy")]
    [InlineData("2026-11-23T10:00:00.123Z ERROR shop.Cart - till closed", "2026-11-24T11:12:13.999Z ERROR shop.Cart - till closed")]
    [InlineData("[Sun Dec 04 04:51:09 2005] [error] till closed", "[Mon Dec 05 14:00:01 2005] [error] till closed")]
    [InlineData("Nov 23 10:00:00 hostA shop[12]: till closed", "Nov 24 10:00:01 hostB shop[9]: till closed")]
    [InlineData("2026-11-23 10:00:00,123 ERROR [worker-1] shop.Cart: till closed", "2026-11-23 10:00:01,001 ERROR [pool 3 thread 9] shop.Cart: till closed")]
    public void Lines_that_differ_in_what_varies_are_one_group(string first, string second) =>
        Assert.Equal([0, 0], Errors.GroupsOf($"{first}\n{second}\n"));

    [Theory]
    [InlineData("till closed for order 17", "drawer open for order 17")]
    [InlineData("Failed to start worker 3", "Started worker 3")]
    [InlineData("shop.Cart: cannot add item", "shop.Cart: cannot remove basket now")]
    [InlineData("\"GET /a HTTP/1.1\" 500", "\"POST /a HTTP/1.1\" 500")]
    public void Different_errors_are_different_groups(string first, string second) =>
        Assert.Equal([0, 1], Errors.GroupsOf($"{first}\n{second}\n"));

    [Fact]
    public void A_template_learns_what_varies_and_keeps_its_id()
    {
        var grouper = new ErrorGrouper();
        Errors.GroupsOf("user alice has no basket\n", grouper);
        var id = Assert.Single(grouper.Groups).Id;
        Errors.GroupsOf("user bob has no basket\n", grouper);
        var group = Assert.Single(grouper.Groups);
        Assert.Equal((id, "user <*> has no basket", 2), (group.Id, group.Template, group.Count));
        Assert.Equal(id, Errors.Only("user alice has no basket\n").Id);
    }

    [Fact]
    public void Groups_known_from_before_are_found_again()
    {
        var first = Errors.Only("user alice has no basket\nuser bob has no basket\n");
        var later = new ErrorGrouper([new KnownGroup(first.Id, first.Context, first.Template)]);
        Errors.GroupsOf("user carol has no basket\nuser dave has no basket\n", later);
        Assert.Equal(first.Id, Assert.Single(later.Groups).Id);
    }

    [Fact]
    public void The_same_message_thrown_in_two_places_is_two_groups()
    {
        const string Line = "{\"@l\":\"Error\",\"@mt\":\"It failed\",\"@x\":\"System.InvalidOperationException: no\\n   at Shop.Cart.%()\"}\n";
        Assert.Equal([0, 1, 0], Errors.GroupsOf(Line.Replace("%", "Add", StringComparison.Ordinal) + Line.Replace("%", "Remove", StringComparison.Ordinal) + Line.Replace("%", "Add", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_message_template_groups_what_it_renders() =>
        Assert.Equal([0, 0], Errors.GroupsOf("{\"@mt\":\"No basket for {User}\",\"User\":\"alice smith\"}\n{\"@mt\":\"No basket for {User}\",\"User\":\"bob\"}\n"));

    [Fact]
    public void Groups_are_bounded_and_what_is_beyond_is_still_counted()
    {
        var grouper = new ErrorGrouper();
        var lines = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{Word(i)} {Word(i / 7)} {Word(i / 3)} {Word(i * 3)}\n"));
        foreach (var record in Errors.Records(lines)) grouper.Add(record);
        Assert.True(grouper.Groups.Count() <= GroupingLimits.MaxGroups + 1);
        Assert.Equal(30_000, grouper.Groups.Sum(g => g.Count));
    }

    private static string Word(int number) => string.Concat($"{number}".Select(c => (char)('a' + c - '0')));
}
