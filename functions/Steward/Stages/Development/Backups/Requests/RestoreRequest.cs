using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Requests;

/// <summary>How a request stands.</summary>
public enum RequestState
{
    /// <summary>It waits for an approval.</summary>
    Asked,

    /// <summary>It was approved, or needs no approval: its order is out.</summary>
    Approved,

    /// <summary>Somebody refused it.</summary>
    Refused,

    /// <summary>It was not approved in time.</summary>
    Expired,

    /// <summary>It was carried out.</summary>
    Done,

    /// <summary>It was not carried out.</summary>
    Failed,
}

/// <summary>A restore that somebody asked for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Wish">What is to be restored where.</param>
/// <param name="By">Who asked.</param>
/// <param name="AskedAt">When.</param>
public sealed record RestoreRequest(string Id, RestoreWish Wish, string By, DateTimeOffset AskedAt)
{
    /// <summary>How long a request waits for its approval.</summary>
    public static TimeSpan Lasts { get; } = TimeSpan.FromDays(1);

    /// <summary>How it stands.</summary>
    public RequestState State { get; init; }

    /// <summary>Whether it needs an approval at all.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>Whether whoever asked may not be the one who approves.</summary>
    public bool NeedsSecondPerson { get; init; }

    /// <summary>Who approved or refused it; null: nobody yet.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>When; null: not yet.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>SHA-256 of all that it asks for: whoever approves this approves nothing else.</summary>
    public string Digest => Kernel.Digest.Sha256($"steward restore 1\n{Id}\n{By}\n{Json.Write(Wish)}");
}

/// <summary>What is to be restored where.</summary>
/// <param name="Plan">The plan whose snapshot it is.</param>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Target">The folder or database on the plan's runner; for one in place it says nothing.</param>
/// <param name="InPlace">Whether it goes over what is there.</param>
/// <param name="Include">Paths of the snapshot; empty: all.</param>
public sealed record RestoreWish(PlanKey Plan, string Snapshot, string? Target, bool InPlace, IReadOnlyList<string> Include)
{
    internal RestoreTarget ToTarget(string request) => new(Target ?? "", InPlace, Include, request);
}
