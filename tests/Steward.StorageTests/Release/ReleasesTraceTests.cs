using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Tracing;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Metadata;
using Xunit;

namespace Steward.StorageTests.Release;

public sealed class ReleasesTraceTests
{
    [Fact]
    public async Task A_commit_is_in_the_releases_from_whose_tags_it_is_reached_and_in_no_other()
    {
        await using var code = await CodeWorld.CreateAsync();
        var (first, maintained, second) = await ThreeReleasesAsync(code);

        Assert.Equal(["v1", "v1.1", "v2"], await TagsAsync(code, commit: first.ToString()));
        Assert.Equal(["v1.1"], await TagsAsync(code, commit: maintained.ToString()));
        Assert.Equal(["v2"], await TagsAsync(code, commit: "main"));
        var next = await code.Repository.Write("a.txt", "later\n").CommitAsync("Later");
        var trace = await AskAsync(code, commit: next.ToString());
        Assert.Empty(trace.Releases);
        Assert.Equal($"No release is known to contain commit:{next}.", trace.Sentence);
        Assert.NotEqual(second, next);
    }

    [Fact]
    public async Task A_blob_is_in_the_releases_whose_trees_have_it_whatever_its_path_is()
    {
        await using var code = await CodeWorld.CreateAsync();
        await ThreeReleasesAsync(code);
        var blob = await code.Repository.ObjectAsync("kept.txt");

        Assert.Equal(["v1", "v1.1", "v2"], await TagsAsync(code, blob: blob.ToString()));
        Assert.Equal(["v2"], await TagsAsync(code, blob: (await code.Repository.ObjectAsync("a.txt")).ToString()));
    }

    [Fact]
    public async Task An_evidence_leads_through_its_subject_to_the_releases()
    {
        await using var code = await CodeWorld.CreateAsync();
        var (_, maintained, second) = await ThreeReleasesAsync(code);
        var ledger = code.World.Ledger;
        var all = await ledger.ReadAsync(code.Product, 0, 1000, default).ToListAsync();
        long Of(string kind, Subject subject) => all.Last(e => e.Evidence.Kind == kind && e.Evidence.Subject == subject).Index;

        var trace = await AskAsync(code, evidence: $"{Of("change.received", Subject.Commit(maintained))}");
        Assert.Equal(("change.received", $"commit:{maintained}"), (trace.Evidence!.Evidence.Kind, trace.About));
        Assert.Equal(["v1.1"], trace.Releases.Select(r => r.Tag));
        Assert.Equal(["v2"], await TagsAsync(code, evidence: $"{Of("passport.issued", Subject.Release("v2", second))}"));
        var named = await AskAsync(code, evidence: $"{Of("release.named", Subject.Product(code.Product))}");
        Assert.Contains("which no release contains", named.Sentence, StringComparison.Ordinal);
        var failure = await Assert.ThrowsAsync<StewardException>(() => AskAsync(code, evidence: "100000"));
        Assert.Equal(FailureKind.NotFound, failure.Kind);
    }

    [Fact]
    public async Task A_dependency_is_in_the_releases_whose_commits_were_scanned_with_it_and_what_was_not_scanned_is_named()
    {
        await using var code = await CodeWorld.CreateAsync();
        var (first, maintained, _) = await ThreeReleasesAsync(code);
        await ScannedAsync(code, first, ("nuget", "Left.Pad", "1.0.0"), ("npm", "@acme/pad", "2.0.0"));
        await ScannedAsync(code, maintained, ("nuget", "Left.Pad", "1.0.1"));

        var trace = await AskAsync(code, dependency: "left.pad");
        Assert.Equal(["v1", "v1.1"], trace.Releases.Select(r => r.Tag));
        Assert.Equal(["nuget:Left.Pad@1.0.0 v1", "nuget:Left.Pad@1.0.1 v1.1"], trace.Dependencies.Select(d => $"{d.Id} {string.Join(' ', d.Tags)}"));
        Assert.Equal(["v2"], trace.Unknown);
        Assert.Contains("Of v2 it cannot be told", trace.Sentence, StringComparison.Ordinal);
        Assert.Equal(["v1.1"], await TagsAsync(code, dependency: "Left.Pad@1.0.1"));
        Assert.Equal(["v1"], await TagsAsync(code, dependency: "@acme/pad@2.0.0"));
        Assert.Empty(await TagsAsync(code, dependency: "npm:Left.Pad"));
    }

    [Fact]
    public void Exactly_one_thing_can_be_asked_for()
    {
        Assert.Throws<StewardException>(() => TraceQuestion.Parse(null, null, null, null));
        Assert.Throws<StewardException>(() => TraceQuestion.Parse("1", "main", null, null));
        Assert.Throws<StewardException>(() => TraceQuestion.Parse("-1", null, null, null));
        Assert.Throws<StewardException>(() => TraceQuestion.Parse(null, "HEAD~1", null, null));
        Assert.Throws<StewardException>(() => TraceQuestion.Parse(null, null, "abc", null));
        Assert.Throws<StewardException>(() => TraceQuestion.Parse(null, null, null, new string('a', 400)));
    }

    // v1 on main, v1.1 from a branch of it, v2 on main.
    private static async Task<(CommitSha First, CommitSha Maintained, CommitSha Second)> ThreeReleasesAsync(CodeWorld code)
    {
        code.Repository.Write("a.txt", "one\n").Write("kept.txt", "kept\n");
        var first = await code.PushAsync(CommitSha.None, "Begin");
        await TraceTests.ReleaseAsync(code, "v1", first);
        await code.Repository.BranchAsync("maintenance");
        code.Repository.Write("a.txt", "mended\n");
        var maintained = await code.PushAsync(first, "Mend");
        await TraceTests.ReleaseAsync(code, "v1.1", maintained);
        await code.Repository.GitAsync("checkout", "-q", "main");
        code.Repository.Write("a.txt", "two\n").Move("kept.txt", "moved/kept.txt").Write("kept.txt", "kept\n");
        var second = await code.PushAsync(first, "Go on");
        await TraceTests.ReleaseAsync(code, "v2", second);
        return (first, maintained, second);
    }

    private static async Task ScannedAsync(CodeWorld code, CommitSha commit, params (string Ecosystem, string Name, string Version)[] dependencies)
    {
        var scan = new LicenceScan { Files = [], Dependencies = [.. dependencies.Select(d => new ScannedDependency(new PackageId(d.Ecosystem, d.Name, d.Version), []))] };
        var payload = await code.World.Get<IPayloadStore>().PutAsync(code.Product, Json.WriteBytes(scan), default);
        await TraceTests.AppendAsync(code, "licences.scanned", Subject.Commit(commit), EvidenceOutcome.Info, new JsonObject(), payload);
    }

    private static async Task<IEnumerable<string>> TagsAsync(CodeWorld code, string? evidence = null, string? commit = null, string? blob = null, string? dependency = null) =>
        (await AskAsync(code, evidence, commit, blob, dependency)).Releases.Select(r => r.Tag);

    private static Task<ReleasesTrace> AskAsync(CodeWorld code, string? evidence = null, string? commit = null, string? blob = null, string? dependency = null) =>
        code.World.Get<ReleaseTracer>().TraceAsync(code.Product, TraceQuestion.Parse(evidence, commit, blob, dependency), CancellationToken.None);
}
