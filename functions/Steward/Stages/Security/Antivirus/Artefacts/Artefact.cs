using System.Globalization;
using Steward.Kernel;

namespace Steward.Stages.Security.Antivirus.Artefacts;

/// <summary>What is known of an artefact.</summary>
public enum ArtefactState
{
    /// <summary>It lies in quarantine and was not scanned yet.</summary>
    Waiting,

    /// <summary>It is clean: it can be fetched.</summary>
    Clean,

    /// <summary>It is infected: it cannot be fetched.</summary>
    Infected,

    /// <summary>The scanner could not say: it cannot be fetched.</summary>
    Unknown,
}

/// <summary>An artefact of a commit as people are shown it.</summary>
/// <param name="Sha256">Its digest.</param>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="ReceivedAt">When it was uploaded.</param>
/// <param name="Actor">By whom.</param>
/// <param name="State">Whether it can be fetched.</param>
public sealed record ArtefactView(string Sha256, string Name, long Bytes, DateTimeOffset ReceivedAt, string Actor, ArtefactState State)
{
    /// <summary>What was found, when infected.</summary>
    public string? Signature { get; init; }

    /// <summary>Why it is not known, when unknown.</summary>
    public string? Problem { get; init; }

    /// <summary>Who scanned it, with what signatures; null when nobody did.</summary>
    public string? Scanner { get; init; }

    /// <summary>When it was scanned last.</summary>
    public DateTimeOffset? ScannedAt { get; init; }

    /// <summary>When the last of its uploads was taken out of quarantine without having been released; null: one lies there still, or left it clean.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>Where what is not clean is now: one sentence.</summary>
    internal string Whereabouts => RemovedAt is { } at
        ? $"It was removed from quarantine on {at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}."
        : "It stays in quarantine.";
}

/// <summary>The artefacts of a commit, the first uploaded first.</summary>
/// <param name="Change">Product and commit.</param>
/// <param name="Artefacts">The artefacts.</param>
public sealed record ArtefactList(ChangeId Change, IReadOnlyList<ArtefactView> Artefacts);

/// <summary>The answer to an upload.</summary>
/// <param name="Change">Product and commit.</param>
/// <param name="Artefact">The artefact; it is scanned behind the answer.</param>
/// <param name="Instance">The orchestration that scans and moves it.</param>
public sealed record ArtefactReceipt(ChangeId Change, ArtefactView Artefact, string Instance);

/// <summary>The input of an artefact's orchestration.</summary>
/// <param name="Change">Product and commit.</param>
/// <param name="Sha256">Its digest.</param>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where it lies in quarantine.</param>
public sealed record ArtefactRequest(ChangeId Change, string Sha256, string Name, string Place)
{
    /// <summary>Whether a scanner that cannot be reached is recorded as such; otherwise the scan fails, to be tried again.</summary>
    public bool AcceptGaps { get; init; }
}
