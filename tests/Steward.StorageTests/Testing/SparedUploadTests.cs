using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.TestKit.Git;
using Steward.TestKit.Uploads;
using Xunit;

namespace Steward.StorageTests.Testing;

/// <summary>What policies expect of named tests, and what they spare, from the upload over HTTP to the verdict.</summary>
public sealed class SparedUploadTests : IAsyncLifetime
{
    private static readonly string Until = TimeProvider.System.GetUtcNow().AddDays(10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private UploadHost _host = null!;
    private GitRepositoryBuilder _repository = null!;

    private static string Policy => $"""
        version: 1
        testing:
          probation: 1
          sets:
            unit: {"{"}tests: [Cart.pays]{"}"}
          quarantine:
          - {"{"}set: unit, test: Cart.flaky, owner: ada, until: {Until}, reason: the clock{"}"}
        """;

    public async ValueTask InitializeAsync()
    {
        (_host, _repository) = (await UploadHost.StartAsync(), await GitRepositoryBuilder.CreateAsync());
        _repository.Write("steward.yaml", Policy);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _repository.DisposeAsync();
    }

    [Fact]
    public async Task A_named_test_that_did_not_run_is_missing_and_a_quarantined_failure_is_shown_and_does_not()
    {
        var change = await PushAsync("Begin");
        var green = await UploadAsync(change, 1, "pays+ flaky-");
        Assert.Equal(Verdict.Pass, green.Verdict);
        Assert.Contains("Cart.flaky", green.Reason, StringComparison.Ordinal);
        Assert.Contains("ada", green.Reason, StringComparison.Ordinal);

        var other = await PushAsync("Without the named one");
        var red = await UploadAsync(other, 1, "adds+");
        Assert.Equal(Verdict.Missing, red.Verdict);
        Assert.Contains("Cart.pays", red.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_test_that_fails_gates_once_it_has_passed_on_the_default_branch()
    {
        Assert.Equal(Verdict.Pass, (await UploadAsync(await PushAsync("Begin"), 1, "pays+")).Verdict);
        var young = await UploadAsync(await PushAsync("A new test"), 1, "pays+ fresh-");
        Assert.Equal(Verdict.Pass, young.Verdict);
        Assert.Contains("New, shown and not gating: Cart.fresh failed (on probation: passed 0 of 1).", young.Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, (await UploadAsync(await PushAsync("It passes"), 1, "pays+ fresh+")).Verdict);
        Assert.Equal(Verdict.Fail, (await UploadAsync(await PushAsync("It fails again"), 1, "pays+ fresh-")).Verdict);
    }

    private async Task<ChangeId> PushAsync(string message)
    {
        var commit = await _repository.Write("a.txt", message).CommitAsync(message);
        var change = new ChangeId(await _host.RegisterAsync("shop/cart", _repository), commit);
        await _host.Services.GetRequiredService<IChangeStore>().PutAsync(
            new ChangeRecord
            {
                Id = change, Ref = "refs/heads/main", Before = CommitSha.None, Actor = "github:ada", ReceivedAt = TimeProvider.System.GetUtcNow(), State = ChangeState.Waiting,
            },
            CancellationToken.None);
        return change;
    }

    private async Task<VerdictNode> UploadAsync(ChangeId change, int attempt, string tests)
    {
        var cases = tests.Split(' ').Select(t => $"<testcase classname='Cart' name='{t[..^1]}'>{(t[^1] == '-' ? "<failure message='no'/>" : "")}</testcase>");
        await _host.OkAsync($"api/results/{change.Product}/{change.Commit}?set=unit&attempt={attempt}", $"<testsuite name='s'>{string.Concat(cases)}</testsuite>");
        return (await _host.JudgeAsync(change, "results")).Children.Single(c => c.Name == "unit");
    }
}
