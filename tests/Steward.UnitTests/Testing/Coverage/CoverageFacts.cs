using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Source;
using Steward.Stages;
using Steward.Stages.Testing.Coverage;
using Steward.Stages.Testing.Coverage.Paths;
using Steward.Stages.Testing.Results;
using Xunit;

namespace Steward.UnitTests.Testing.Coverage;

/// <summary>Facts for the criterion: a change of some lines, and what sets reported about them.</summary>
internal sealed class CoverageFacts
{
    public const string Policy80 = "version: 1\ntesting:\n  deadline: 20m\n  coverage: {changedLines: 80}\n";
    public static readonly DateTimeOffset Received = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    public static readonly CommitSha Commit = CommitSha.Parse(new string('a', 40));
    private readonly List<Evidence> _evidence = [About("change.received", null)];
    private readonly Dictionary<string, byte[]> _payloads = new(StringComparer.Ordinal);

    public string Policy { get; init; } = Policy80;

    public DateTimeOffset Now { get; init; } = Received;

    /// <summary>The change has these lines of these files: "1-10,20".</summary>
    public CoverageFacts Changed(params (string Path, string Lines)[] files)
    {
        var lines = new ChangedLines(CommitSha.None, Commit, [.. files.Select(f => new ChangedPath(f.Path, Runs(f.Lines), f.Lines.Length == 0 ? "removed" : null))]);
        return Add(ChangedLines.Kind, [], lines);
    }

    /// <summary>A set reported these covered and uncovered lines.</summary>
    public CoverageFacts Reported(string set, params (string Path, string Covered, string Uncovered)[] files) => Reported(set, 1, null, files);

    public CoverageFacts Reported(string set, int attempt, string? problem, params (string Path, string Covered, string Uncovered)[] files) =>
        Reported(set, attempt, problem, "Cobertura", [], files);

    public CoverageFacts Reported(
        string set, int attempt, string? problem, string? format, string[] ambiguous, params (string Path, string Covered, string Uncovered)[] files)
    {
        var covered = files.Select(f => new CoveredFile(f.Path, Commit, Runs(f.Covered), Runs(f.Uncovered))).ToList();
        var details = new CoverageEvidence
        {
            Set = set, Attempt = attempt, Report = $"{_evidence.Count}", Format = format, Problem = problem, Files = files.Length, Lines = 0, Covered = 0, Ambiguous = ambiguous.Length,
        };
        var payload = new CoveragePayload(set, attempt, format, problem, covered, ambiguous, [], []);
        return Add(CoverageEvidence.Kind, JsonSerializer.SerializeToNode(details, Json.Options)!.AsObject(), payload);
    }

    public CoverageFacts Add(string kind, JsonObject details, object payload)
    {
        var bytes = Json.WriteBytes(payload);
        var digest = Digest.Sha256($"{_payloads.Count}");
        _payloads[digest] = bytes;
        _evidence.Add(About(kind, details) with { Payload = digest });
        return this;
    }

    public CoverageFacts LosePayloads()
    {
        _payloads.Clear();
        return this;
    }

    public VerdictNode Judge()
    {
        var reading = Reader().Read(Policy);
        Assert.Empty(reading.Problems);
        return new CoverageCriterion().Judge(new GateFacts
        {
            Product = ProductId.Parse("shop/cart"), Commit = Commit, Policy = reading.Policy, Now = Now,
            Entries = [.. _evidence.Select((e, i) => new LedgerEntry(i, e))], Payloads = _payloads,
        });
    }

    public static PolicyReader Reader()
    {
        var registry = new StageRegistry();
        var builder = new CapabilityBuilder(new ServiceCollection(), new TaskCatalog(), registry);
        new ResultsCapability().Register(builder);
        new CoverageCapability().Register(builder);
        return new PolicyReader(registry.Sections);
    }

    private static int[] Runs(string lines) => LineRuns.Of(lines.Split(',', StringSplitOptions.RemoveEmptyEntries).SelectMany(part =>
    {
        var ends = part.Split('-').Select(int.Parse).ToList();
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    }));

    private static Evidence About(string kind, JsonObject? details) => new()
    {
        Id = Digest.Sha256($"{kind}{details}"), Time = Received, Actor = "token:ci", Kind = kind, Subject = Subject.Commit(Commit), Outcome = EvidenceOutcome.Info, Details = details,
    };
}
