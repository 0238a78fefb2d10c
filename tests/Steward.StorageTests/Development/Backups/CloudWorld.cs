using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.GitHub;
using Steward.Azure.Storage;
using Steward.Engine;
using Steward.Hosting.Backups;
using Steward.Products;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Requests;
using Steward.Stages.Development.Backups.Running;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Development.Backups;

/// <summary>The world of backups with what Steward itself runs them by: a vault in a folder, real tables, real repositories.</summary>
internal sealed class CloudWorld : IAsyncDisposable
{
    private const string Path = "/api/backups/restores";

    private CloudWorld(BackupWorld backups, string folder) => (Backups, Folder) = (backups, folder);

    public BackupWorld Backups { get; }

    public string Folder { get; }

    public string Prefix => Backups.Web.Get<StorageAccount>().Prefix;

    public static async Task<CloudWorld> StartAsync(string plan, Func<TimeProvider, GitHubClones>? clones = null, string file = "version: 1\n")
    {
        var folder = Directory.CreateTempSubdirectory("steward-cloud-").FullName;
        var settings = new BackupSettings
        {
            Vaults = new Dictionary<string, string> { ["main"] = System.IO.Path.Combine(folder, "vault") }, Passphrase = "only for tests", Folder = System.IO.Path.Combine(folder, "work"), MakeVaults = true,
        };
        var policy = $"version: 1\ndevelopment:\n  backups:\n    plans:\n      {plan}\n";
        return new CloudWorld(await BackupWorld.StartAsync(policy, file, services => services
            .AddSingleton(p => new CloudVaults(settings, new StorageOptions(), p.GetRequiredService<TimeProvider>()))
            .AddSingleton(p => new CloudRepositories(p.GetRequiredService<IProductStore>(), clones?.Invoke(p.GetRequiredService<TimeProvider>())))
            .AddSingleton<IBackupRunner, CloudRunner>()), folder);
    }

    /// <summary>What is due is ordered, and run.</summary>
    public async Task<BackupRun> RunAsync(string plan, OrderKind kind)
    {
        await Backups.LookAsync(TimeSpan.FromMinutes(5));
        var order = (await Backups.PlanAsync(plan)).Orders.Single(o => o.Kind == kind);
        return await RunAsync(plan, order.Id);
    }

    public async Task<BackupRun> RunAsync(string plan, string order)
    {
        await Backups.ActAsync<RunCloudOrder, CloudOrder, RunOutcome>(new CloudOrder(PlanKey.Parse(plan), order));
        return (await Backups.PlanAsync(plan)).Runs.Single(r => r.Order == order);
    }

    /// <summary>One person asks, another approves, Steward starts it at once, and it is run.</summary>
    public async Task<(RestoreRequest Request, BackupRun Run)> RestoreAsync(string plan, string target)
    {
        // The same wish of the same minute is the same request.
        Backups.Web.Clock.Advance(TimeSpan.FromMinutes(1));
        using var ada = await Backups.PersonAsync("ada");
        var asked = await ada.PostJsonAsync(Path, new RestoreAsk(plan, Target: target)).OkAsync<RestoreRequest>();
        Assert.Equal((RequestState.Asked, true), (asked.State, asked.NeedsApproval));
        Assert.Equal(RequestState.Approved, (await ada.PostJsonAsync($"{Path}/{asked.Id}/approve", new RestoreDecision(asked.Digest)).OkAsync<RestoreRequest>()).State);
        var order = (await Backups.PlanAsync(plan)).Orders.Single(o => o.Restore?.Request == asked.Id);
        Assert.NotNull(await Backups.Web.Get<IOrchestrationClient>().GetInstanceAsync($"{CloudOrders.Prefix}{order.Id}.1"));
        var run = await RunAsync(plan, order.Id);
        return ((await ada.GetAsync(Path).OkAsync<RestoreRequests>()).Requests.Single(r => r.Id == asked.Id), run);
    }

    public async ValueTask DisposeAsync()
    {
        await Backups.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
