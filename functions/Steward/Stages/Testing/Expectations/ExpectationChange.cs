namespace Steward.Stages.Testing.Expectations;

/// <summary>What became of an expectation.</summary>
public enum ExpectationFate
{
    /// <summary>It is another one, neither more nor less: told, and no more.</summary>
    Changed,

    /// <summary>It asks for less.</summary>
    Weakened,

    /// <summary>It is gone.</summary>
    Removed,
}

/// <summary>One difference between what two policies expect.</summary>
/// <param name="Of">What it is about, also a node's name: a test set, or <c>policy/coverage</c> for a key of the testing stage.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="What">The key: <c>minimum</c>; empty for all of it.</param>
/// <param name="Was">What it was, for people.</param>
/// <param name="Is">What it is, for people.</param>
public sealed record ExpectationChange(string Of, ExpectationFate Fate, string What, string Was, string Is)
{
    /// <summary>The name of what the gate asks for as a whole.</summary>
    public const string OfGate = "policy/gate";

    /// <summary>True when less is asked for than before.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsWeaker => Fate != ExpectationFate.Changed;
}
