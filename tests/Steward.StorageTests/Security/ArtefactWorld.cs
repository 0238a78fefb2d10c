using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Azure.Storage;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Antivirus;
using Steward.Stages.Security.Antivirus.Artefacts;
using Steward.StorageTests.Workflows;
using Steward.TestKit.Engine;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>Artefacts of one commit of one product, through the front door and in real storage.</summary>
internal sealed class ArtefactWorld : IAsyncDisposable
{
    public static readonly string Sha = new('a', 40);
    private static readonly CancellationToken _never = CancellationToken.None;

    private ArtefactWorld(WebWorld web, HttpClient uploader) => (Web, Uploader) = (web, uploader);

    public WebWorld Web { get; }

    public HttpClient Uploader { get; }

    public static async Task<ArtefactWorld> OpenAsync(Action<IServiceCollection>? with = null)
    {
        var web = await WebWorld.StartAsync(with: with);
        await web.Seed.ProductAsync();
        return new ArtefactWorld(web, await web.ClientAsync(AccessLevel.Upload));
    }

    /// <summary>The same with a real scanner.</summary>
    public static Task<ArtefactWorld> OpenAsync(ClamdFixture clamd) => OpenAsync(services => services.AddSingleton<IAntivirus>(_ => ClamdTests.Open(clamd.Daemon.Address)));

    public Task<ArtefactReceipt> PushAsync(string name, byte[] content) =>
        Uploader.PostAsync($"/api/artefacts/contoso/shop/{Sha}?name={name}", new ByteArrayContent(content)).OkAsync<ArtefactReceipt>();

    public static string Content(ArtefactReceipt receipt) => $"/api/artefacts/contoso/shop/content/{receipt.Artefact.Sha256}";

    public static ArtefactRequest RequestOf(ArtefactReceipt receipt) => new(receipt.Change, receipt.Artefact.Sha256, receipt.Artefact.Name, receipt.Instance.Split(':')[^1]);

    /// <summary>What the upload asked the engine to run.</summary>
    public async Task<ArtefactRequest> StartedAsync(ArtefactReceipt receipt) =>
        Json.Read<ArtefactRequest>((await Web.Engine.GetInstanceAsync(receipt.Instance, getInputsAndOutputs: true))!.SerializedInput!)!;

    /// <summary>Runs the orchestration that an upload has started on a real engine, with a replay after each step.</summary>
    public async Task<ArtefactState> OrchestrateAsync(ArtefactReceipt receipt)
    {
        var ended = await ReplayEverywhere.RunAsync(RealCatalog.Create(), ArtefactWorkflow.Name, await StartedAsync(receipt), Web.Services);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        return Json.Read<ArtefactState>(ended.SerializedOutput!);
    }

    public async Task<List<string>> BlobsAsync(string name) =>
        await (await Web.Get<StorageAccount>().ContainerAsync(name)).GetBlobsAsync().Select(b => b.Name).ToListAsync();

    public async Task<List<Evidence>> AboutAsync(Subject subject) =>
        await Web.Get<ILedger>().FindAsync(ProductId.Parse("contoso/shop"), subject, _never).Select(e => e.Evidence).ToListAsync();

    public async ValueTask DisposeAsync()
    {
        Uploader.Dispose();
        await Web.DisposeAsync();
    }
}
