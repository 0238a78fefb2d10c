using Steward.Gates;
using Steward.Ledger;

namespace Steward.Stages;

/// <summary>What the evidence of a processor speaks for.</summary>
public enum ProcessorScope
{
    /// <summary>The content of one file: its subject is the blob. What is unchanged is never processed again.</summary>
    Blob,

    /// <summary>Every file of a commit at once: its subject is the commit.</summary>
    Tree,
}

/// <summary>
/// An algorithm that handles files and leaves evidence of what it handled. A release asks of every file which processors have handled it.
/// </summary>
/// <param name="Name">Its name in policies and verdicts, one lower-case word: <c>antivirus</c>.</param>
/// <param name="Kind">The kind of its evidence: <c>antivirus.scanned</c>. An outcome of Error is not handled; Fail is handled, and found wanting.</param>
/// <param name="Scope">What one evidence speaks for.</param>
public sealed record Processor(string Name, string Kind, ProcessorScope Scope)
{
    /// <summary>Whether a policy that names no processors for releases asks for this one: one that it does not require for changes is not.</summary>
    public Func<Policy.Policy, bool> IsAskedFor { get; init; } = static _ => true;

    /// <summary>
    /// Whether what was found wanting in the file at a path is let through all the same, by an exception in the policy; the evidence is the newest about the
    /// file's blob. Pure; without it nothing is.
    /// </summary>
    public Func<GateFacts, string, Evidence, bool> Accepts { get; init; } = static (_, _, _) => false;
}
