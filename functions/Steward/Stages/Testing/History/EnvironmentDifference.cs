using Steward.Kernel;

namespace Steward.Stages.Testing.History;

/// <summary>What is known of the environment of a run.</summary>
/// <param name="Declared">The fingerprint of the environment that the commit's policy declares, or null.</param>
/// <param name="Machine">The machine that uploaded the run, when it has reported itself; or null.</param>
/// <param name="Compared">The fingerprint that the machine was compared with, or null.</param>
/// <param name="Drifted">What differed on the machine, item by item.</param>
public sealed record RunEnvironment(string? Declared, string? Machine, string? Compared, IReadOnlyList<string> Drifted);

/// <summary>How the environment of a red run differs from that of the last green one.</summary>
/// <param name="Green">That of the green run.</param>
/// <param name="Red">That of the red run.</param>
/// <param name="Added">Items that differ from what is wanted in the red run and did not in the green one.</param>
/// <param name="Gone">Items that did so in the green run only.</param>
/// <param name="Summary">One sentence.</param>
public sealed record EnvironmentDifference(
    RunEnvironment Green, RunEnvironment Red, IReadOnlyList<string> Added, IReadOnlyList<string> Gone, string Summary)
{
    private const int Digits = 10;

    /// <summary>Compares two environments.</summary>
    public static EnvironmentDifference Of(RunEnvironment green, RunEnvironment red)
    {
        var added = red.Drifted.Except(green.Drifted, StringComparer.Ordinal).ToList();
        var gone = green.Drifted.Except(red.Drifted, StringComparer.Ordinal).ToList();
        return new EnvironmentDifference(green, red, added, gone, Sentence(green, red, added, gone));
    }

    private static string Sentence(RunEnvironment green, RunEnvironment red, List<string> added, List<string> gone)
    {
        List<string> parts = [];
        if (green.Declared != red.Declared) parts.Add($"the declared environment changed from {Short(green.Declared)} to {Short(red.Declared)}");
        if (green.Machine != red.Machine) parts.Add($"it ran on {red.Machine ?? "an unknown machine"} instead of {green.Machine ?? "an unknown machine"}");
        if (added.Count > 0) parts.Add($"new on the machine: {Texts.Some(added)}");
        if (gone.Count > 0) parts.Add($"no more on the machine: {Texts.Some(gone)}");
        if (parts.Count > 0) return $"Since the last green run {string.Join("; ", parts)}.";
        return red is { Declared: null, Machine: null }
            ? "Nothing is known of the environments: neither is one declared, nor has the uploading machine reported itself."
            : "Nothing that is known of the environments differs from the last green run.";
    }

    private static string Short(string? fingerprint) => fingerprint is null ? "none" : fingerprint[..Math.Min(Digits, fingerprint.Length)];
}
