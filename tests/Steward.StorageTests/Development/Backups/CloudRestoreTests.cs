using System.Net;
using Steward.Azure.Products;
using Steward.Azure.Storage;
using Steward.Ledger;
using Steward.Stages.Development.Backups;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Requests;
using Steward.TestKit;
using Steward.TestKit.Git;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Development.Backups;

/// <summary>Restores that Steward itself carries out: by request and approval, beside what runs.</summary>
public sealed class CloudRestoreTests
{
    private const string State = "acme/shop:state", Code = "acme/shop:code", Path = "/api/backups/restores";

    [Fact]
    public async Task Its_own_state_is_restored_under_another_prefix_and_never_over_what_is_there()
    {
        await using var world = await CloudWorld.StartAsync("state: {what: {kind: steward}, vault: main, when: {cron: \"0 10 * * *\", jitter: 0s, atOnce: true}}");
        Assert.Equal(RunOutcome.Done, (await world.RunAsync(State, OrderKind.Backup)).Outcome);
        var prefix = Azurite.NewPrefix();
        var (request, run) = await world.RestoreAsync(State, prefix);
        Assert.True(run.Outcome == RunOutcome.Done, run.Problem);
        Assert.Equal((RequestState.Done, run.Snapshot), (request.State, request.Wish.Snapshot));
        var account = world.Backups.Web.Get<StorageAccount>();
        var names = await account.Beside(prefix).TableNamesAsync(default).ToListAsync();
        Assert.Equal(["acme/backups", "acme/shop"], (await ProductsAsync(account.Beside(prefix))).Order(StringComparer.Ordinal));
        Assert.Contains("Backups", names);
        var told = Assert.Single(await world.Backups.EvidenceAsync(BackupWorld.Shop, BackupEvidence.RestoreDone));
        Assert.Equal(EvidenceOutcome.Pass, told.Outcome);

        foreach (var (target, why) in new[] { (prefix, "is not empty"), (world.Prefix, "not restored over itself") })
        {
            (request, run) = await world.RestoreAsync(State, target);
            Assert.Equal((RequestState.Failed, RunOutcome.Failed), (request.State, run.Outcome));
            Assert.Contains(why, run.Problem, StringComparison.Ordinal);
        }

        Assert.Equal([EvidenceOutcome.Pass, EvidenceOutcome.Fail, EvidenceOutcome.Fail], (await world.Backups.EvidenceAsync(BackupWorld.Shop, BackupEvidence.RestoreDone)).Select(e => e.Outcome));
    }

    [Fact]
    public async Task A_repository_is_restored_as_one_that_can_be_cloned_and_a_name_that_is_taken_is_left()
    {
        await using var world = await CloudWorld.StartAsync("code: {what: {kind: git}, vault: main, when: {cron: \"0 10 * * *\", jitter: 0s, atOnce: true}}");
        Assert.Equal(RunOutcome.Done, (await world.RunAsync(Code, OrderKind.Backup)).Outcome);
        var (request, run) = await world.RestoreAsync(Code, "found");
        Assert.True(run.Outcome == RunOutcome.Done, run.Problem);
        Assert.Equal(RequestState.Done, request.State);
        var restores = System.IO.Path.Combine(world.Folder, "work", "restores");
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(restores));
        await GitProgram.RunAsync(world.Folder, ["clone", "--quiet", System.IO.Path.Combine(restores, "found.git"), "clone"]);
        Assert.Equal(await world.Backups.Product.GitAsync("rev-parse", "HEAD"), await GitProgram.RunAsync(System.IO.Path.Combine(world.Folder, "clone"), ["rev-parse", "HEAD"]));
        // The same again is there already, as after a crash between the end and its report; something else is not touched.
        Assert.Equal(RunOutcome.Done, (await world.RestoreAsync(Code, "found")).Run.Outcome);
        Directory.CreateDirectory(System.IO.Path.Combine(restores, "taken.git"));
        Assert.Contains("is something else", (await world.RestoreAsync(Code, "taken")).Run.Problem, StringComparison.Ordinal);
        Assert.Equal(["found.git", "taken.git"], Directory.EnumerateDirectories(restores).Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/srv/restored", false, null)]
    [InlineData("../up", false, null)]
    [InlineData("drill12", false, null)]
    [InlineData("Copy", false, null)]
    [InlineData(null, true, null)]
    [InlineData("copy", false, "a.txt")]
    public async Task A_place_of_somebodys_own_on_its_machine_is_refused_when_asked_for(string? target, bool inPlace, string? include)
    {
        await using var world = await BackupWorld.StartAsync();
        await world.LookAsync();
        using var ada = await world.PersonAsync("ada");
        var ask = new RestoreAsk(State, Target: target, InPlace: inPlace, Include: include is null ? null : [include]);
        Assert.Contains("The target is a name", await ada.PostJsonAsync(Path, ask).ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        using var reader = await world.PersonAsync("bob", Access.AccessLevel.Upload);
        await reader.PostJsonAsync(Path, new RestoreAsk(State, Target: "copy")).ProblemAsync(HttpStatusCode.Forbidden);
    }

    private static async Task<IReadOnlyList<string>> ProductsAsync(StorageAccount account)
    {
        var found = new List<string>();
        await foreach (var product in new TableProductStore(account).ListAsync(default)) found.Add(product.Id.ToString());
        return found;
    }
}
