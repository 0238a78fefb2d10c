using Steward.Kernel;
using Steward.Policy;
using Steward.Stages.Testing.Results.Naming;

namespace Steward.Stages.Testing.Results;

/// <summary>The policy's section <c>testing</c>.</summary>
/// <param name="Sets">The test sets, in the order of the file.</param>
/// <param name="Deadline">How long after a change was received its reports are awaited.</param>
public sealed record ResultsPolicy(IReadOnlyList<TestSet> Sets, TimeSpan Deadline)
{
    /// <summary>The deadline of a policy that names none.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromMinutes(30);

    private const long MaxNumber = 100_000_000;
    private const int MaxPatterns = 200;

    /// <summary>The section.</summary>
    public static PolicySection<ResultsPolicy> Section { get; } = new("testing", Shape, Bind);

    private static ObjectShape Shape => new(
        "The tests of the product: what has to be reported for every change.",
        new Field("sets", new MapShape("The test sets by name. A set that never reported is Missing.", NameShape, SetShape)),
        new Field("deadline", new DurationShape(
            "How long after a change was received its reports are awaited; after that the verdict stands until one comes. Default 30m.",
            TimeSpan.FromSeconds(1), TimeSpan.FromDays(7))));

    private static TextShape NameShape => new("The name of a test set, as uploads give it.")
    {
        Pattern = TestSetName.Pattern, PatternMeans = TestSetName.Means, MaxLength = TestSetName.MaxLength,
    };

    private static TextShape VariableShape => new("The name of a variable.")
    {
        Pattern = "^[A-Za-z_][A-Za-z0-9_]*$", PatternMeans = "letters, digits and '_', not beginning with a digit", MaxLength = 100,
    };

    private static ObjectShape SetShape => new(
        "A test set.",
        new Field("command", new TextShape("How the set is run, in bash, from the repository's top folder. In a set with shards, {shard} and {shards} are replaced by their numbers, here and in results.") { MaxLength = 1000 }),
        new Field("results", new TextShape("Where its reports are afterwards: a path in the repository, with * and **.")),
        new Field("where", new TextShape("Where the set is run: anywhere, here (not in a lab), lab, or a label that the machine must have. Default anywhere.")
        {
            Pattern = "^[a-z][a-z0-9-]*$", PatternMeans = "lower-case letters, digits and '-', beginning with a letter", MaxLength = 40,
        }),
        new Field("parallel", new FlagShape("Whether it may run at the same time as other sets that may. Default false.")),
        new Field("timeout", new DurationShape("How long a run (of one shard) may take; after that it is cut off. Default 1h.", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1))),
        new Field("env", new MapShape("Variables of the environment that its command gets; no secrets: this file is for everybody.", VariableShape, new TextShape("The value.") { MaxLength = 1000 })),
        new Field("minimum", new NumberShape("The least number of tests that must have run; skipped ones did not. Default 1.", 1, MaxNumber)),
        new Field("maxSkipped", new NumberShape("The most tests that may be skipped. Default: any number.", 0, MaxNumber)),
        new Field("shards", new NumberShape("In how many shards the set is run: each has to report, as shard=K/N. Default 1.", 1, Shard.MaxCount)),
        new Field("workflow", new TextShape("The GitHub workflow that runs the set, by its file (tests.yml) or its name: its runs announce the set.") { MaxLength = 200 }),
        new Field("job", new TextShape("The jobs of that workflow that run the set, by name with *, for instance 'test (*)': several are its shards. Default: the workflow as a whole.") { MaxLength = 200 }),
        new Field("tests", new ListShape("Tests that must have run, by name with class or suite before it or without; * stands for any text.", TestShape) { MaxItems = MaxPatterns }),
        new Field("keep", new TextShape("released: every test that passed in the last released version must be in the reports, or noted under 'removed'.") { OneOf = ["released"] }),
        new Field("removed", new ListShape("Tests of the last released version that are gone, each with the reason.", RemovedShape) { MaxItems = MaxPatterns }),
        new Field("required", new FlagShape("Whether the set has to report; a report of a set that does not have to counts all the same. Default true.")));

    private static TextShape TestShape => new("A test by name; * stands for any text.") { MaxLength = TestPattern.MaxLength };

    private static ObjectShape RemovedShape => new(
        "A test that is gone.",
        new Field("test", TestShape, Required: true),
        new Field("reason", new TextShape("Why it is gone.") { MaxLength = 300 }, Required: true));

    private static ResultsPolicy Bind(PolicyNode node) =>
        new([.. node["sets"].Entries.Select(e => BindSet(e.Key, e.Value))], node.Duration("deadline", DefaultDeadline));

    private static TestSet BindSet(string name, PolicyNode node) => new(name)
    {
        Command = node.TextOrNull("command"),
        Results = node.TextOrNull("results"),
        Where = node.TextOrNull("where") ?? TestSet.Anywhere,
        Parallel = node.Flag("parallel", false),
        Timeout = node.Duration("timeout", TestSet.DefaultTimeout),
        Env = node.TextMap("env"),
        Minimum = node.Number("minimum", 1),
        MaxSkipped = node["maxSkipped"].Exists ? node.Number("maxSkipped", 0) : null,
        Required = node.Flag("required", true),
        Shards = node["shards"].Exists ? (int)node.Number("shards", 1) : null,
        Workflow = node.TextOrNull("workflow"),
        Job = node.TextOrNull("job"),
        Tests = [.. node.TextList("tests").Select(t => new TestPattern(t))],
        KeepsReleased = node.TextOrNull("keep") is not null,
        Removed = [.. node["removed"].Items.Select(r => new RemovedTest(new TestPattern(r.Text("test")), r.Text("reason")))],
    };
}

/// <summary>A test set that the policy expects.</summary>
/// <param name="Name">Its name.</param>
public sealed record TestSet(string Name)
{
    /// <summary>How it is run, or null.</summary>
    public string? Command { get; init; }

    /// <summary>Where its reports are afterwards, with wildcards, or null.</summary>
    public string? Results { get; init; }

    /// <summary>The value of <see cref="Where"/> that leaves the choice open.</summary>
    public const string Anywhere = "anywhere";

    /// <summary>The value of <see cref="Where"/> for a node of a lab; also the label of such a machine.</summary>
    public const string Lab = "lab";

    /// <summary>The time limit of a set that names none.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromHours(1);

    /// <summary>Where it is run: <c>anywhere</c>, <c>here</c>, <c>lab</c> or a label that the machine must have.</summary>
    public string Where { get; init; } = Anywhere;

    /// <summary>Whether it may run at the same time as other sets that may.</summary>
    public bool Parallel { get; init; }

    /// <summary>How long a run of it, or of one shard, may take.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>Variables of the environment for its command.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The least number of tests that must have run.</summary>
    public long Minimum { get; init; } = 1;

    /// <summary>The most skipped tests, or null for any number.</summary>
    public long? MaxSkipped { get; init; }

    /// <summary>Whether it has to report.</summary>
    public bool Required { get; init; } = true;

    /// <summary>In how many shards it is run; null: the policy does not say.</summary>
    public int? Shards { get; init; }

    /// <summary>The workflow whose runs announce it, by file or name, or null.</summary>
    public string? Workflow { get; init; }

    /// <summary>The jobs of the workflow that run it, with wildcards, or null for the workflow as a whole.</summary>
    public string? Job { get; init; }

    /// <summary>Tests that must have run.</summary>
    public IReadOnlyList<TestPattern> Tests { get; init; } = [];

    /// <summary>Whether every test that passed in the last released version must still be there.</summary>
    public bool KeepsReleased { get; init; }

    /// <summary>Tests of the last released version that are gone.</summary>
    public IReadOnlyList<RemovedTest> Removed { get; init; } = [];
}

/// <summary>The note that a test is gone.</summary>
/// <param name="Test">The test, or some by a pattern.</param>
/// <param name="Reason">Why.</param>
public sealed record RemovedTest(TestPattern Test, string Reason);

/// <summary>What the name of a test set may be: also a segment of the verdict tree's paths.</summary>
public static class TestSetName
{
    /// <summary>The most characters.</summary>
    public const int MaxLength = 64;

    /// <summary>The regular expression.</summary>
    public const string Pattern = "^[A-Za-z0-9][A-Za-z0-9._-]*$";

    /// <summary>The expression in words.</summary>
    public const string Means = "letters, digits, '.', '-' and '_', beginning with a letter or digit";

    /// <summary>The name, or Invalid with what is expected.</summary>
    public static string Check(string? name) =>
        name is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
            ? name
            : throw StewardException.Invalid(
                $"'{Texts.Clip(name ?? "", MaxLength)}' is not the name of a test set: at most {MaxLength} {Means}. Give it as set=NAME.");
}
