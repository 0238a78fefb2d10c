using System.IO.Compression;
using System.Net;
using System.Text;
using Steward.Kernel;
using Steward.Ledger;
using Steward.TestKit.Uploads;
using Xunit;

namespace Steward.StorageTests.Testing;

/// <summary>Archives of reports at the door where reports are uploaded.</summary>
public sealed class ArchiveUploadTests : IAsyncLifetime
{
    private const string Green = "1..1\nok 1 - a\n";
    private static readonly CommitSha Sha = CommitSha.Parse(new string('c', 40));
    private UploadHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await UploadHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_reports_of_an_archive_are_parts_of_the_attempt_each_with_evidence_of_its_own()
    {
        var product = await _host.RegisterAsync("shop/cart");
        var path = $"api/results/{product}/{Sha}?set=unit";
        using var first = Zip(("a.tap", Green), ("same.tap", Green), ("shot.png", "no report"));
        var answer = await _host.OkAsync(path, first);
        Assert.Equal(["body!a.tap", "body!same.tap"], answer["files"]!.AsArray().Select(f => (string?)f!["file"]));
        Assert.Equal((2, "Pass"), ((int)answer["total"]!["passed"]!, (string?)answer["gate"]!["verdict"]));
        using var again = Zip(("a.tap", Green), ("same.tap", Green), ("shot.png", "no report"));
        await _host.OkAsync(path, again);
        Assert.Equal(2, (await _host.EvidenceAsync(product, Subject.Commit(Sha))).Count);
    }

    [Fact]
    public async Task An_archive_with_more_reports_than_are_taken_together_leaves_nothing()
    {
        var product = await _host.RegisterAsync("shop/cart");
        using var many = Zip([.. Enumerable.Range(0, ILedger.MaxTogether + 1).Select(i => ($"{i}.tap", $"1..1\nok 1 - {i}\n"))]);
        using var answer = await _host.PostAsync($"api/results/{product}/{Sha}?set=unit", many);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("more than 98 reports", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await _host.EvidenceAsync(product, Subject.Commit(Sha)));
    }

    private static ByteArrayContent Zip(params (string Name, string Content)[] files)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return new ByteArrayContent(stream.ToArray());
    }
}
