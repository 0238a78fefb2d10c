using System.Text;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Security.Secrets;
using Steward.Stages.Security.Secrets.Search;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>A pushed commit's files through the scanner into a real ledger.</summary>
public sealed class SecretsActivityTests
{
    // GitHub's own published example, put together here so that no checkout holds it.
    private static readonly string _token = "gh" + "p_" + "zQWBuTSOoRi4A9spHcVY5" + "ncnsDkxkJ" + "0mLq17";

    [Fact]
    public async Task Each_changed_file_leaves_evidence_about_its_blob_and_the_change_is_completed()
    {
        await using var world = await SecurityWorld.CreateAsync();
        var before = await world.Repository.Write("old.txt", _token).CommitAsync("Begin");
        var commit = await world.Repository.Write("clean.txt", "clean\n").Write("src/bad.cs", $"\nvar t = \"{_token}\";\n").Link("link", "clean.txt").Delete("old.txt").CommitAsync("Change");

        await RunAsync(world, before, commit);

        Assert.Equal(EvidenceOutcome.Pass, (await ScanOfAsync(world, "clean.txt")).Outcome);
        Assert.Equal(EvidenceOutcome.Pass, (await ScanOfAsync(world, "link")).Outcome);
        var bad = await ScanOfAsync(world, "src/bad.cs");
        Assert.Equal((EvidenceOutcome.Fail, 1, 0), (bad.Outcome, (int)bad.Details!["findings"]!, (int)bad.Details["hints"]!));
        Assert.Equal(new SecretFinding("github-token", 2, 10, 40, SecretCertainty.Verified), Assert.Single((await world.PayloadAsync<SecretsPayload>(bad)).Findings));
        var completed = Assert.Single(await world.AboutAsync(Subject.Commit(commit)));
        Assert.Equal(["clean.txt", "link", "src/bad.cs"], (await world.PayloadAsync<SecretsReport>(completed)).Files.Select(f => f.Path));
        Assert.Equal((3, 3, SecretScanner.RulesVersion), ((int)completed.Details!["files"]!, (int)completed.Details["scanned"]!, (string?)completed.Details["rulesVersion"]));
    }

    [Fact]
    public async Task A_blob_that_was_scanned_is_not_scanned_again_and_running_twice_changes_nothing()
    {
        await using var world = await SecurityWorld.CreateAsync();
        var first = await world.Repository.Write("a.txt", "same\n").CommitAsync("Begin");
        var second = await world.Repository.Write("copy.txt", "same\n").Write("new.txt", "new\n").CommitAsync("Copy");

        await RunAsync(world, CommitSha.None, first);
        await RunAsync(world, first, second);
        await RunAsync(world, first, second);

        Assert.Single(await world.AboutAsync(Subject.Blob(await world.Repository.ObjectAsync("copy.txt"))));
        Assert.Equal(1, (int)Assert.Single(await world.AboutAsync(Subject.Commit(second))).Details!["scanned"]!);
    }

    [Fact]
    public async Task Nothing_of_a_secret_is_written_anywhere()
    {
        await using var world = await SecurityWorld.CreateAsync();
        var key = "AccountName=a;Account" + "Key=" + Convert.ToBase64String([.. Enumerable.Range(1, 64).Select(i => (byte)(i * 73))]);
        var password = "hF9" + "kQ2vLx8RtZ4m";
        var text = $"token {_token}\n{key};\npostgres://app:{password}@db.internal.net/x\n";
        var commit = await world.Repository.Write("a.txt", text).Write("b.bin", [0, 1, .. Encoding.Unicode.GetBytes(text)]).CommitAsync("Begin");

        await RunAsync(world, CommitSha.None, commit);

        var written = new StringBuilder();
        await foreach (var entry in world.Ledger.ReadAsync(world.Product, 0, 100, CancellationToken.None))
        {
            written.Append(Json.Write(entry));
            if (entry.Evidence.Payload is { } digest) written.Append(Encoding.UTF8.GetString((await world.Payloads.GetAsync(world.Product, digest, CancellationToken.None))!));
        }

        foreach (var path in new[] { "a.txt", "b.bin" }) Assert.Equal(3, (int)(await ScanOfAsync(world, path)).Details!["findings"]!);
        foreach (var secret in new[] { _token, key[(key.IndexOf("Key=", StringComparison.Ordinal) + 4)..], password })
        {
            Assert.DoesNotContain(Digest.Sha256(secret), written.ToString(), StringComparison.OrdinalIgnoreCase);
            for (var at = 0; at + 8 <= secret.Length; at++) Assert.DoesNotContain(secret.Substring(at, 8), written.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task More_findings_than_one_evidence_has_room_for_are_counted()
    {
        await using var world = await SecurityWorld.CreateAsync();
        var text = string.Concat(Enumerable.Repeat($"token {_token}\n", 2000)) + "SharedAccessKey=" + Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(i => (byte)(i * 73))]);
        var commit = await world.Repository.Write("many.txt", text).CommitAsync("Begin");

        await RunAsync(world, CommitSha.None, commit);

        var scan = await ScanOfAsync(world, "many.txt");
        Assert.Equal(2001, (int)scan.Details!["findings"]!);
        Assert.Contains("azure-shared-access-key", scan.Details.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(SecretScan.MaxFindings, (await world.PayloadAsync<SecretsPayload>(scan)).Findings.Count);
    }

    [Fact]
    public async Task What_is_too_large_is_an_error_and_submodules_are_listed()
    {
        await using var world = await SecurityWorld.CreateAsync();
        await world.Repository.Write("large.txt", new byte[SecretScanner.MaxBytes + 1]).CommitAsync("Large");
        await world.Repository.SubmoduleAsync("lib", CommitSha.Parse(new string('a', 40)));
        await world.Repository.GitAsync("commit", "-q", "-m", "Add a submodule");
        var commit = await world.Repository.HeadAsync();

        await RunAsync(world, CommitSha.None, commit);

        var scan = await ScanOfAsync(world, "large.txt");
        Assert.Equal((EvidenceOutcome.Error, SecretScanner.TooLarge), (scan.Outcome, (string?)scan.Details!["problem"]));
        var report = await world.PayloadAsync<SecretsReport>(Assert.Single(await world.AboutAsync(Subject.Commit(commit))));
        Assert.Contains(report.Files, f => f is { Path: "lib", Kind: EntryKind.Submodule });
    }

    private static Task RunAsync(SecurityWorld world, CommitSha before, CommitSha commit) =>
        world.Activity<SecretsScanActivity>().RunAsync(new SecretsScanRequest(new ChangeId(world.Product, commit), before), CancellationToken.None);

    private static async Task<Evidence> ScanOfAsync(SecurityWorld world, string path) =>
        Assert.Single(await world.AboutAsync(Subject.Blob(await world.Repository.ObjectAsync(path))));
}
