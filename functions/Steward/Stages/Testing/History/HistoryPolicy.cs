using Steward.Policy;

namespace Steward.Stages.Testing.History;

/// <summary>How long the results of tests are kept: the policy's section <c>testing.history</c>.</summary>
/// <param name="Keep">Results older than this go.</param>
/// <param name="Runs">Runs of a set beyond this number go, the oldest first.</param>
public sealed record HistoryPolicy(TimeSpan Keep, int Runs)
{
    /// <summary>How long where the policy does not say.</summary>
    public static readonly TimeSpan DefaultKeep = TimeSpan.FromDays(90);

    /// <summary>How many where the policy does not say.</summary>
    public const int DefaultRuns = 1_000;

    /// <summary>The section.</summary>
    public static PolicySection<HistoryPolicy> Section { get; } = new(
        "testing.history",
        new ObjectShape(
            "How long the results of single tests are kept: as long as both limits allow.",
            new Field("keep", new DurationShape("Results older than this are removed. Default 90d.", TimeSpan.FromDays(1), TimeSpan.FromDays(730))),
            new Field("runs", new NumberShape("Of each set so many of the newest runs are kept. Default 1000.", 10, 10_000))),
        node => new HistoryPolicy(node.Duration("keep", DefaultKeep), (int)node.Number("runs", DefaultRuns)));
}
