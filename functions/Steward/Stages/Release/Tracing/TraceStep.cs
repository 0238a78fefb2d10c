namespace Steward.Stages.Release.Tracing;

/// <summary>A step on the way of a line, in the order in which people are shown it.</summary>
public enum TraceStep
{
    /// <summary>Who pushed it.</summary>
    Push,

    /// <summary>Who reviewed and approved it, and which instructions were carried out.</summary>
    Review,

    /// <summary>Where it was built and tested.</summary>
    Environment,

    /// <summary>What tested it.</summary>
    Tests,

    /// <summary>What scanned it: licences, viruses, secrets.</summary>
    Scans,

    /// <summary>What was decided of the change.</summary>
    Gate,

    /// <summary>What was decided of releases that contain it.</summary>
    Release,

    /// <summary>Where it was deployed.</summary>
    Deployment,

    /// <summary>What went wrong since.</summary>
    Errors,

    /// <summary>Evidence of a kind that has no step of its own.</summary>
    Other,
}

/// <summary>Which step evidence belongs to. A stage never knows another: kinds are all that is known of them.</summary>
internal static class TraceSteps
{
    private static readonly (string Prefix, TraceStep Step)[] Known =
    [
        ("change.received", TraceStep.Push), ("change.covered", TraceStep.Push), ("change.", TraceStep.Gate), ("waiver.", TraceStep.Gate),
        ("review.", TraceStep.Review), ("approval.", TraceStep.Review), ("instruction.", TraceStep.Review),
        ("environment.", TraceStep.Environment),
        ("results.", TraceStep.Tests), ("coverage.", TraceStep.Tests), ("tests.", TraceStep.Tests), ("expectations.", TraceStep.Tests),
        ("licences.", TraceStep.Scans), ("antivirus.", TraceStep.Scans), ("secrets.", TraceStep.Scans), ("access.", TraceStep.Scans), ("code.", TraceStep.Scans),
        ("release.", TraceStep.Release), ("passport.", TraceStep.Release), ("deployment.", TraceStep.Deployment), ("errors.", TraceStep.Errors),
    ];

    /// <summary>The step of evidence of a kind.</summary>
    public static TraceStep Of(string kind)
    {
        foreach (var (prefix, step) in Known)
            if (kind.StartsWith(prefix, StringComparison.Ordinal)) return step;
        return TraceStep.Other;
    }
}
