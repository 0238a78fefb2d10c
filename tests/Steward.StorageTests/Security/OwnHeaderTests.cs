using Steward.Azure.Packages;
using Steward.Changes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Concluding;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>Licences in the headers of the product's own files, from a real repository to the gate's verdict.</summary>
public sealed class OwnHeaderTests
{
    private const string Policy = "version: 1\nsecurity:\n  licences:\n    allow: [MIT, Apache-2.0]\n    deny: [strong-copyleft]\n    paths: [{ path: 'src/**', deny: [LGPL-2.1-only] }]\n";
    private const string Mit = "// SPDX-License-Identifier: MIT\nint one;\n";
    private const string Gpl = "// This program is free software; you can redistribute it and/or modify it under the terms of the GNU General Public License as published by the\n// Free Software Foundation; version 3.\nint two;\n";

    [Fact]
    public async Task Files_that_a_rule_by_path_is_about_are_read_over_the_whole_tree_and_each_content_once()
    {
        await using var world = await SecurityWorld.CreateAsync();
        var first = await world.Repository.Write("steward.yaml", Policy).Write("src/a.c", Mit).Write("src/b.c", Gpl).Write("src/plain.c", "int x;\n").Write("other/c.c", Gpl).CommitAsync("Begin");
        var second = await world.Repository.Write("README.md", "nothing of licences").Write("src/d.c", "/* SPDX-License-Identifier: LGPL-2.1-only */\n").CommitAsync("More");

        var before = await ScanAsync(world, first, CommitSha.None);
        var after = await ScanAsync(world, second, first);

        Assert.Equal(["src/a.c MIT", "src/b.c GPL-3.0-only", "src/plain.c "], before.Headers.Files.Select(f => $"{f.Path} {f.Concluded?.Expression}"));
        Assert.Equal(["src/a.c MIT", "src/b.c GPL-3.0-only", "src/d.c LGPL-2.1-only", "src/plain.c "], after.Headers.Files.Select(f => $"{f.Path} {f.Concluded?.Expression}"));

        // What the scan before says of the same content is believed, and only when the same program said it.
        await SayAsync(world, first, before, "Zlib", before.Headers.By);
        Assert.Equal("Zlib", (await ScanAsync(world, second, first)).Headers.Files[0].Concluded!.Expression);
        await SayAsync(world, first, before, "Zlib", "another program");
        var third = await world.Repository.Write("README.md", "nothing new").CommitAsync("Again");
        Assert.Equal("MIT", (await ScanAsync(world, third, first)).Headers.Files[0].Concluded!.Expression);
    }

    private static async Task<LicenceScan> ScanAsync(SecurityWorld world, CommitSha commit, CommitSha before)
    {
        var change = new ChangeId(world.Product, commit);
        await world.Changes.PutAsync(new ChangeRecord { Id = change, Ref = "refs/heads/main", Before = before, Actor = "github:ada", Title = "t", ReceivedAt = DateTimeOffset.UnixEpoch, State = ChangeState.Running }, CancellationToken.None);
        var scanner = new LicenceScanner(PackageServices.Create(new PackageOptions { Offline = true, Home = "/nowhere" }, TimeProvider.System));
        await new LicenceScanActivity(new CommitScan(world, scanner, world.Headers()), world.Payloads, world.Ledger, TimeProvider.System).RunAsync(new LicenceScanRequest(change, AcceptGaps: false), CancellationToken.None);
        return await world.PayloadAsync<LicenceScan>((await world.AboutAsync(Subject.Commit(commit))).Last(e => e.Kind == LicencesCapability.Scanned));
    }

    private static async Task SayAsync(SecurityWorld world, CommitSha commit, LicenceScan scan, string licence, string by)
    {
        var files = scan.Headers.Files.Select(f => f.Concluded is { } concluded ? f with { Concluded = concluded with { Expression = licence } } : f).ToList();
        var payload = await world.Payloads.PutAsync(world.Product, Json.WriteBytes(scan with { Headers = new ScannedHeaders(files, 0, by) }), CancellationToken.None);
        var evidence = new Evidence
        {
            Id = Evidence.IdFor(LicencesCapability.Scanned, Subject.Commit(commit), payload), Time = DateTimeOffset.UnixEpoch, Actor = "steward", Kind = LicencesCapability.Scanned,
            Subject = Subject.Commit(commit), Outcome = EvidenceOutcome.Info, Payload = payload,
        };
        await world.Ledger.AppendAsync(world.Product, [evidence], CancellationToken.None);
    }
}
