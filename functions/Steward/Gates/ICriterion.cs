using Steward.Kernel;


namespace Steward.Gates;

/// <summary>A criterion judges facts. It is pure: no clock, no I/O, the same facts give the same node.</summary>
public interface ICriterion
{
    /// <summary>The stage whose node it stands under.</summary>
    Stage Stage { get; }

    /// <summary>Its name in the tree: the capability's.</summary>
    string Name { get; }

    /// <summary>True when the policy that is judged cannot leave the criterion out by <c>gate.requires</c>: the criterion asks the policy before it.</summary>
    bool IsAlwaysDemanded => false;

    /// <summary>Judges. Missing evidence is Missing, never Pass.</summary>
    VerdictNode Judge(GateFacts facts);
}
