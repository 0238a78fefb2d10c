namespace Steward.Bench;

/// <summary>One benchmark: a class and one line in <see cref="Benchmarks"/>. It measures and never judges.</summary>
internal interface IBenchmark
{
    /// <summary>The name on the command line: <c>engine</c>.</summary>
    string Name { get; }

    /// <summary>Runs it against the real Azurite at a connection string.</summary>
    Task<IReadOnlyList<Measurement>> RunAsync(string storage);
}

/// <summary>One measured number. Quote medians of several rounds.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="HigherIsBetter">Which way is good.</param>
/// <param name="Limit">The number asked for, or null.</param>
internal sealed record Measurement(string Name, double Value, string Unit, bool HigherIsBetter, double? Limit = null)
{
    /// <summary>The peer that was measured in the same run, or null.</summary>
    public string? Peer { get; init; }

    /// <summary>The peer's number, or null.</summary>
    public double? PeerValue { get; init; }

    /// <summary>Value over the peer's, or null.</summary>
    public double? Ratio => PeerValue is > 0 ? Value / PeerValue : null;
}
