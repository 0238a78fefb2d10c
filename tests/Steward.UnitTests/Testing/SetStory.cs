using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Stages;
using Steward.Stages.Testing.Results;
using Steward.Stages.Testing.Results.Announcements;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;
using Xunit;

namespace Steward.UnitTests.Testing;

/// <summary>
/// What happened about the set "unit", one line an event:
/// <c>report ATTEMPT [K/N] TESTS...</c> with tests as in <c>a+ b- c! d~ e?2</c> (e failed, and had passed twice before) and <c>cut</c> for a report that breaks off,
/// <c>released TAG NAMES</c>,
/// <c>announce ATTEMPT [shards=N] [shard=K] [parts=M] [tests=a,b] [by=workflow] [at=MINUTE]</c>, and <c>abort ATTEMPT [...] because REASON</c>.
/// </summary>
internal sealed class SetStory
{
    public static readonly DateTimeOffset Received = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly CommitSha Commit = CommitSha.Parse(new string('a', 40));
    private static readonly ChangeId Change = new(ProductId.Parse("shop/cart"), Commit);
    private static readonly PolicyReader Reader = NewReader();
    private readonly List<Evidence> _evidence = [About("change.received")];
    private readonly Dictionary<string, byte[]> _payloads = [];

    /// <summary>The set's rules, as in <c>unit: {shards: 4}</c>; the deadline is 30 minutes.</summary>
    public string Policy { get; init; } = "unit: {}";

    public int NowMinute { get; init; }

    public static VerdictNode Judge(string policy, int now, params string[] events) => new SetStory { Policy = policy, NowMinute = now }.With(events).Judge();

    public SetStory With(IEnumerable<string> events)
    {
        foreach (var told in events) Add(told.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return this;
    }

    public VerdictNode Judge() => new ResultsCriterion().Judge(Facts()).Children.Single(c => c.Name == "unit");

    public GateFacts Facts()
    {
        var reading = Reader.Read($"version: 1\ntesting:\n  deadline: 30m\n  sets:\n    {Policy}\n");
        Assert.Empty(reading.Problems);
        return new GateFacts
        {
            Product = Change.Product, Commit = Commit, Policy = reading.Policy, Now = Received.AddMinutes(NowMinute),
            Entries = [.. _evidence.Select((e, i) => new LedgerEntry(i, e))], Payloads = _payloads,
        };
    }

    private void Add(string[] words)
    {
        if (words[0] == "released") AddReleased(words.ElementAtOrDefault(1), words.Length > 2 ? words[2].Split(',') : []);
        else if (words[0] == "report") AddReport(int.Parse(words[1]), words[2..]);
        else AddAnnouncement(words[0] == "abort", int.Parse(words[1]), words[2..]);
    }

    private void AddReport(int attempt, string[] words)
    {
        var shard = words.FirstOrDefault(w => w.Contains('/'));
        var upload = ResultsUpload.Of(Change, "unit", attempt, "token:ci", shard);
        var builder = new ReportBuilder(ReportLimits.MaxCases);
        foreach (var test in words.Where(w => w != shard && w != "cut")) builder.Add(TestOf(test));
        var report = builder.Build("JUnit", words.Contains("cut") ? "It breaks off." : null);
        var payload = Json.WriteBytes(ResultsPayload.Of(upload, report));
        _payloads[Digest.Sha256(payload)] = payload;
        _evidence.Add(ResultsEvidence.Of(upload, report, Digest.Sha256(string.Join(' ', words))) with { Payload = Digest.Sha256(payload) });
    }

    private void AddAnnouncement(bool isAbort, int attempt, string[] words)
    {
        var because = Array.IndexOf(words, "because");
        var announced = new Announcement(
            "unit", attempt, Number(words, "shards"), Value(words, "tests")?.Split(','), isAbort ? AnnouncedState.Aborted : null,
            because < 0 ? null : string.Join(' ', words[(because + 1)..]))
        { Shard = Number(words, "shard"), Parts = Number(words, "parts") };
        var payload = announced.Tests is { } tests ? Json.WriteBytes(new AnnouncedTests(tests)) : null;
        if (payload is not null) _payloads[Digest.Sha256(payload)] = payload;
        var source = Value(words, "by") == "workflow" ? AnnouncementSource.Workflow : AnnouncementSource.Api;
        _evidence.Add(AnnouncedEvidence.Of(Change, announced.Check(), source, "token:ci", payload is null ? null : Digest.Sha256(payload))
            with { Time = Received.AddMinutes(Number(words, "at") ?? 0) });
    }

    private static TestCaseResult TestOf(string told) => told.Split('?') is [var name, var passes]
        ? new TestCaseResult("S", name, passes[^1] == '!' ? TestOutcome.Errored : TestOutcome.Failed, 0.1, null) { Passes = int.Parse(passes.TrimEnd('!')) }
        : new TestCaseResult("S", told[..^1], OutcomeOf(told[^1]), 0.1, null);

    // released TAG NAMES: what the last released version had.
    private void AddReleased(string? tag, string[] names)
    {
        var payload = Json.WriteBytes(new ReleasedTests(tag, Commit, [new ReleasedSet("unit", names)]));
        _payloads[Digest.Sha256(payload)] = payload;
        _evidence.Add(About(ReleasedTests.Kind) with { Payload = Digest.Sha256(payload) });
    }

    private static string? Value(string[] words, string key) => words.FirstOrDefault(w => w.StartsWith($"{key}=", StringComparison.Ordinal))?[(key.Length + 1)..];

    private static int? Number(string[] words, string key) => Value(words, key) is { } value ? int.Parse(value) : null;

    private static Evidence About(string kind) => new()
    {
        Id = Digest.Sha256(kind), Time = Received, Actor = "token:ci", Kind = kind, Subject = Subject.Commit(Commit), Outcome = EvidenceOutcome.Info,
    };

    private static TestOutcome OutcomeOf(char mark) => mark switch
    {
        '+' => TestOutcome.Passed,
        '-' => TestOutcome.Failed,
        '!' => TestOutcome.Errored,
        _ => TestOutcome.Skipped,
    };

    private static PolicyReader NewReader()
    {
        var registry = new StageRegistry();
        new ResultsCapability().Register(new CapabilityBuilder(new ServiceCollection(), new TaskCatalog(), registry));
        return new PolicyReader(registry.Sections);
    }
}
