using Steward.Stages.Development.Backups.Servers;
using Steward.TestKit;
using Xunit;

namespace Steward.UnitTests.Development.Backups;

/// <summary>The file of servers is read strictly, every problem with its place.</summary>
public sealed class PlanFileReaderTests
{
    private const string File = """
        version: 1
        ledger: acme/shop
        agents:
          db1: {products: [acme/*, other/app]}
        plans:
          db:
            what: {kind: folder, paths: [/srv, /etc], exclude: ["*.tmp"], settings: {host: db, passwordFile: /etc/pw}}
            vault: main
            by: db1
            when: {cron: "*/15 1-5,22 1 1,7 MON-FRI", zone: Europe/Berlin, jitter: 1h}
            keep: {last: 1, yearly: 2}
            maxAge: 36h
            drill: 7d
            timeout: 90m
            alert: {late: 10m, missed: 2h, stuck: 5m}

        """;

    [Fact]
    public void What_stands_there_is_the_plan()
    {
        var model = ServersReader.Read(File).Model!;
        var plan = Assert.Single(model.Plans);
        Assert.Equal(("db", "main", "db1", "Europe/Berlin", TimeSpan.FromHours(1)), (plan.Name, plan.Vault, plan.Runner, plan.When.Zone, plan.When.Jitter));
        Assert.Equal((TimeSpan.FromHours(36), TimeSpan.FromDays(7), TimeSpan.FromMinutes(90)), (plan.Ages.Backup, plan.Ages.Drill, plan.Patience.Timeout));
        Assert.Equal((1, 7, 5, 12, 2), (plan.Keep.Last, plan.Keep.Daily, plan.Keep.Weekly, plan.Keep.Monthly, plan.Keep.Yearly));
        Assert.Equal("acme/shop", model.Ledger.ToString());
        Assert.Equal(["acme/*", "other/app"], model.Agents["db1"].Select(p => p.ToString()));
    }

    [Theory]
    [InlineData("by: db1", "by: db2", "plans.db.by", "Did you mean 'db1'?")]
    [InlineData("by: db1", "by: cloud", "plans.db.by", "cannot reach what is of the kind folder")]
    [InlineData("*/15 1-5,22", "*/15 1-5,24", "plans.db.when.cron", "five fields")]
    [InlineData("\"*/15 1-5,22 1 1,7 MON-FRI\"", "\"* * * *\"", "plans.db.when.cron", "five fields")]
    [InlineData("Europe/Berlin", "Europe/Bonn", "plans.db.when.zone", "no time zone")]
    [InlineData("missed: 2h", "missed: 10m", "plans.db.alert.missed", "longer than 'late'")]
    [InlineData("passwordFile: /etc/pw", "password: pw", "plans.db.what.settings.password", "passwordFile")]
    [InlineData("kind: folder,", "kind: workplace,", "plans.db.what.person", "somebody's")]
    [InlineData("kind: folder,", "kind: folders,", "plans.db.what.kind", "Expected one of")]
    [InlineData("drill: 7d", "dril: 7d", "plans.db.dril", "Did you mean 'drill'?")]
    [InlineData("vault: main", "", "plans.db.vault", "required key")]
    public void A_mistake_is_told_with_path_line_and_column(string text, string becomes, string path, string says)
    {
        Assert.Contains(text, File, StringComparison.Ordinal);
        var reading = ServersReader.Read(File.Replace(text, becomes, StringComparison.Ordinal));
        Assert.Null(reading.Model);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal(path, problem.Path);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.True(problem.Line > 4 && problem.Column > 1, $"{problem.Line}:{problem.Column}");
    }

    [Fact]
    public void The_schema_that_editors_load_is_made_from_the_same_shapes() => Assert.Equal(
        ServersSchema.Generate(), System.IO.File.ReadAllText(Repository.PathOf("functions", "Steward", "Stages", "Development", "Backups", "Servers", "steward-backups.schema.json")));
}
