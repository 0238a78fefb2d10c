using System.Text;
using System.Text.Json.Serialization;
using Steward.Kernel;

namespace Steward.Stages.Security.Access.Plans;

/// <summary>What a plan comes to.</summary>
public enum PlanVerdict
{
    /// <summary>Everything is as the file says.</summary>
    InPlace,

    /// <summary>There is something to change.</summary>
    Changes,

    /// <summary>A brake holds something.</summary>
    Stopped,

    /// <summary>A system could not be read: nothing is known of it, and nothing changed there.</summary>
    Unknown,
}

/// <summary>What is to be changed at a moment.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Changes">The changes in the order in which they are made: first what is given, then what is taken.</param>
/// <param name="Brakes">The brakes, also overridden ones.</param>
/// <param name="Notes">What to know beside.</param>
public sealed record AccessPlan(DateTimeOffset At, IReadOnlyList<AccessChange> Changes, IReadOnlyList<Brake> Brakes, IReadOnlyList<PlanNote> Notes)
{
    /// <summary>The systems that could not be read.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>SHA-256 of the file that it comes from; null: of a plan from before that was kept.</summary>
    public string? File { get; init; }

    /// <summary>What it comes to.</summary>
    public PlanVerdict Verdict =>
        Unknown.Count > 0 ? PlanVerdict.Unknown
        : Brakes.Any(b => b.Holds) ? PlanVerdict.Stopped
        : Changes.Count > 0 ? PlanVerdict.Changes
        : PlanVerdict.InPlace;

    /// <summary>
    /// SHA-256 of what would be done, what would hold it, and the file: whoever approves this approves nothing else. Reasons and times are not in it, so that the same
    /// plan is the same plan tomorrow.
    /// </summary>
    public string Digest
    {
        get
        {
            var text = new StringBuilder("steward access plan 1\n");
            foreach (var c in Changes) text.Append(Json.Write(new[] { c.System, c.Kind, c.Action.ToString(), c.Subject, c.Target, c.From, c.To })).Append('\n');
            foreach (var key in Brakes.Select(b => b.Key)) text.Append("brake ").Append(key).Append('\n');
            if (File is not null) text.Append("file ").Append(File).Append('\n');
            return Kernel.Digest.Sha256(text.ToString());
        }
    }

    /// <summary>The changes that no brake holds.</summary>
    [JsonIgnore]
    public IEnumerable<AccessChange> Free => Changes.Where(c => !c.IsHeld);
}
