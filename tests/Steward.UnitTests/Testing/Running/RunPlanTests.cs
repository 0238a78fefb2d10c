using Steward.Kernel;
using Steward.Stages.Testing.Results;
using Steward.Stages.Testing.Running;
using Xunit;

namespace Steward.UnitTests.Testing.Running;

public sealed class RunPlanTests
{
    private const string Sets = """
        a: {command: run-a, results: a.xml, parallel: true}
        b: {command: run-b, results: b.xml}
        c: {command: run-c, results: c.xml, parallel: true, timeout: 90s, env: {MODE: fast}}
        d: {command: run-d, results: a.xml, parallel: true}
        e: {workflow: tests.yml}
        f: {command: run-f}
        l: {command: run-l, results: l.xml, where: lab}
        h: {command: run-h, results: h.xml, where: here}
        """;

    [Fact]
    public void Sets_that_may_run_side_by_side_do_and_those_with_the_same_reports_never_do()
    {
        var plan = RunPlan.Of(Policies.Of(Sets), new RunWish());
        Assert.Equal(["a c", "d", "b", "h"], plan.Waves.Select(w => string.Join(' ', w.Select(s => s.Set.Name))));
        var c = plan.Sets.Single(s => s.Set.Name == "c").Set;
        Assert.Equal((TimeSpan.FromSeconds(90), "fast"), (c.Timeout, c.Env["MODE"]));
        Assert.Equal(TestSet.DefaultTimeout, plan.Sets.First().Set.Timeout);
    }

    [Fact]
    public void What_is_not_run_here_is_named_with_its_reason()
    {
        var left = RunPlan.Of(Policies.Of(Sets), new RunWish()).LeftOut;
        Assert.Equal(["e", "f", "l"], left.Select(l => l.Set));
        Assert.Contains("on a node of a lab (where: lab)", left[2].Reason, StringComparison.Ordinal);
        var inLab = RunPlan.Of(Policies.Of(Sets), new RunWish { Labels = ["lab"] });
        Assert.Contains(inLab.Sets, s => s.Set.Name == "l");
        Assert.Contains(inLab.LeftOut, l => l.Set == "h");
    }

    [Theory]
    [InlineData("x", "no test set 'x'; it has a, b")]
    [InlineData("l", "on a node of a lab (where: lab), and this machine is not said to be one: run it there, with --label lab.")]
    [InlineData("e", "its reports come from elsewhere")]
    [InlineData("f", "(results)")]
    public void A_set_that_was_asked_for_by_name_is_never_left_out_in_silence(string name, string reason)
    {
        var failure = Assert.Throws<StewardException>(() => RunPlan.Of(Policies.Of(Sets), new RunWish { Sets = ["a", name] }));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shards_are_runs_of_their_own_with_their_numbers_in_command_and_results()
    {
        var policy = Policies.Of("s: {command: 'run {shard}/{shards} ${shard} ${shards}', results: 'out/{shard}.xml', shards: 2}");
        var runs = RunPlan.Of(policy, new RunWish()).Sets.Single().Runs;
        Assert.Equal(["run 1/2 ${shard} ${shards}", "run 2/2 ${shard} ${shards}"], runs.Select(r => r.Command));
        Assert.Equal(["out/1.xml", "out/2.xml"], runs.Select(r => r.Results));
        var one = RunPlan.Of(policy, new RunWish { Shard = new Shard(2, 2) }).Sets.Single();
        Assert.Equal(("s, shard 2 of 2", false), (one.Runs.Single().Title, one.IsWhole));
        Assert.Equal("run {shard}", RunPlan.Of(Policies.Of("s: {command: 'run {shard}', results: r}"), new RunWish()).Sets.Single().Runs.Single().Command);
    }

    [Theory]
    [InlineData("s: {command: run, results: r, shards: 3}", null, "would run in 3 shards, and its command does not say which")]
    [InlineData("s: {command: run, results: r}", "1/2", "would run in 2 shards")]
    [InlineData("s: {command: 'run {shard}', results: r, shards: 3}", "1/2", "in 3 shards, not in 2")]
    public void Shards_that_cannot_be_told_apart_are_not_run(string sets, string? shard, string reason)
    {
        var left = RunPlan.Of(Policies.Of(sets), new RunWish { Shard = Shard.Parse(shard) }).LeftOut;
        Assert.Contains(reason, Assert.Single(left).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timeout: 25h")]
    [InlineData("timeout: 0s")]
    [InlineData("where: 'A Place'")]
    [InlineData("parallel: 1")]
    [InlineData("env: {1X: y}")]
    public void The_policy_is_read_strictly(string field) =>
        Assert.NotEmpty(Policies.Reader.Read($"version: 1\ntesting:\n  sets:\n    a:\n      {field}\n").Problems);
}
