using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Steward.Answers;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Announcements;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;
using Steward.TestKit.Hosts;

namespace Steward.SystemTests.Testing;

/// <summary>A Steward that goes away in the middle of a test run, and comes back.</summary>
public sealed class TestsRunOutlivesTests : IAsyncDisposable
{
    private static readonly ChangeId Change = new(ProductId.Parse("acme/shop"), CommitSha.Parse(new string('a', 40)));
    private readonly WebApplication _steward;
    private int _refused;
    private int _uploads;
    private volatile bool _isAway;

    public TestsRunOutlivesTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _steward = builder.Build();
        _steward.Urls.Add($"http://{IPAddress.Loopback}:0");
        _steward.Use((context, next) => _isAway ? Away(context) : next(context));
        _steward.MapGet("api/products/acme/shop/evidence", () => Answer(new EvidenceList([], 0, false)));
        _steward.MapPost("api/results/acme/shop/{sha}/announce", () => Answer(new AnnouncementReceipt(Change, [])));
        _steward.MapPost("api/results/acme/shop/{sha}", () =>
        {
            Interlocked.Increment(ref _uploads);
            return Answer(new ResultsReceipt(Change, "green", 1, [], ReportCounts.None, new ReceiptMeaning(Steward.Gates.Verdict.Pass, "")));
        });
    }

    public ValueTask DisposeAsync() => _steward.DisposeAsync();

    [Fact]
    public async Task A_restart_in_the_middle_of_a_run_is_outlived()
    {
        await _steward.StartAsync(TestContext.Current.CancellationToken);
        await using var folder = await RunFolder.WithAsync(
            "green: {command: 'touch BESIDE/begun; for i in $(seq 600); do [ -e BESIDE/go ] && break; sleep 0.1; done; echo \"<testsuite><testcase name=''a''/></testsuite>\" >g.xml', results: g.xml}\n"
            + "next: {command: 'echo \"<testsuite><testcase name=''b''/></testsuite>\" >n.xml', results: n.xml}");
        folder.Environment["STEWARD_URL"] = _steward.Urls.Single();
        var run = folder.RunAsync("run", "green", "next", "--product", "acme/shop");
        await Eventually.TrueAsync("the first set runs", () => Task.FromResult(File.Exists(folder.Beside("begun"))));
        _isAway = true;
        await File.WriteAllTextAsync(folder.Beside("go"), "", TestContext.Current.CancellationToken);
        // More than three seconds' worth of asking: that long it would ask somebody who has never answered.
        await Eventually.TrueAsync("it asks in vain", () => Task.FromResult(Volatile.Read(ref _refused) > 12));
        _isAway = false;
        Assert.Equal((0, 2), ((await run).Exit, _uploads));
    }

    private Task Away(HttpContext context)
    {
        Interlocked.Increment(ref _refused);
        context.Abort();
        return Task.CompletedTask;
    }

    private static IResult Answer<T>(T answer) => Results.Text(Json.Write(answer), "application/json");
}
