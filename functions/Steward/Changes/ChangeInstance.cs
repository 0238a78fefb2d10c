using Steward.Kernel;

namespace Steward.Changes;

/// <summary>The names under which a change's orchestration is known to others.</summary>
public static class ChangeInstance
{
    /// <summary>The event that says: evidence about this commit has come from outside, decide again. Its payload is its kind.</summary>
    public const string EvidenceArrived = "EvidenceArrived";

    /// <summary>The orchestrator that takes a pushed commit through the stages.</summary>
    public const string Orchestrator = "Change";

    /// <summary>The instance id, derived from the subject: a second delivery of the same push finds the first one's.</summary>
    public static string IdOf(ChangeId change) => $"change:{change}";
}
