using Steward.Kernel;
using Steward.Stages.Security.Access.Files;

namespace Steward.Stages.Security.Access.Running;

/// <summary>
/// The access file as a person approved it last. Whoever pushes the file can write anything into it; what raises the pusher, or lets through what would be held, counts
/// only as far as this file says so too.
/// </summary>
/// <param name="Commit">The commit that was approved.</param>
/// <param name="Model">What stood in it; null: it cannot be read any more, and the strictest that anybody could have written counts.</param>
public sealed record SettledFile(CommitSha Commit, AccessModel? Model)
{
    private static readonly AccessRules Unknown = new(BrakeRules.Usual, ApplyRules.ByApproval);

    /// <summary>A file held to what is settled: the stricter of the rules counts, and as long as nothing is settled every plan waits for a person.</summary>
    public static AccessModel Hold(AccessModel head, SettledFile? settled) => head with
    {
        Rules = settled is null ? head.Rules with { Apply = ApplyRules.ByApproval with { Asks = head.Rules.Apply.Asks } } : head.Rules.Stricter(settled.Model?.Rules ?? Unknown),
    };

    /// <summary>True when a file is the settled one.</summary>
    public bool Is(AccessModel head) => Model is not null && Model.Digest == head.Digest;
}
