using Steward.Policy;
using Steward.Stages.Testing.Results.Naming;

namespace Steward.Stages.Testing.Results.Sparing;

/// <summary>The policy's list <c>testing.quarantine</c>: tests whose failures are shown and do not gate, each with an owner and an end.</summary>
/// <param name="Entries">The entries, in the order of the file.</param>
public sealed record QuarantinePolicy(IReadOnlyList<QuarantineEntry> Entries)
{
    /// <summary>The list.</summary>
    public static PolicySection<QuarantinePolicy> Section { get; } = new("testing.quarantine", Shape, node => new QuarantinePolicy([.. node.Items.Select(Bind)]));

    private static ListShape Shape => new("Tests whose failures are shown and do not gate, until a day.", new ObjectShape(
        "A test in quarantine.",
        new Field("set", new TextShape("The test set.") { Pattern = TestSetName.Pattern, PatternMeans = TestSetName.Means, MaxLength = TestSetName.MaxLength }, Required: true),
        new Field("test", new TextShape("The test by name, with class or suite before it or without; * stands for any text.") { MaxLength = TestPattern.MaxLength }, Required: true),
        new Field("owner", new TextShape("Who puts it in order.") { MaxLength = 100 }, Required: true),
        new Field("until", new DateShape("The last day on which its failures do not gate."), Required: true),
        new Field("reason", new TextShape("Why it is here.") { MaxLength = 300 }, Required: true)));

    private static QuarantineEntry Bind(PolicyNode node) =>
        new(node.Text("set"), new TestPattern(node.Text("test")), node.Text("owner"), node.Date("until") ?? DateOnly.MinValue, node.Text("reason"));
}

/// <summary>A test, or some by a pattern, whose failures do not gate.</summary>
/// <param name="Set">The test set.</param>
/// <param name="Test">The test.</param>
/// <param name="Owner">Who puts it in order.</param>
/// <param name="Until">The last day on which it holds, UTC.</param>
/// <param name="Reason">Why.</param>
public sealed record QuarantineEntry(string Set, TestPattern Test, string Owner, DateOnly Until, string Reason)
{
    /// <summary>Whether its end has come.</summary>
    public bool IsOver(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime) > Until;
}
