namespace Steward.Stages.Security.Licences.Manifests;

/// <summary>A kind of file that names dependencies without pinning them.</summary>
/// <param name="Advice">What to do when no lock file covers it: a sentence's end.</param>
/// <param name="Locks">The lock files that cover it, in its own folder.</param>
internal sealed record ManifestKind(string Advice, params IReadOnlyList<string> Locks)
{
    /// <summary>Lock files that cover it from any folder above, too.</summary>
    public IReadOnlyList<string> LocksAbove { get; init; } = [];

    /// <summary>Whether the lock file of another folder may name this one's as a workspace, and cover it.</summary>
    public bool HasWorkspaces { get; init; }

    /// <summary>Whether a text of this kind names dependencies at all.</summary>
    public Func<string, bool> Names { get; init; } = _ => true;

    /// <summary>Files above whose text counts as its own, where they are nearest: what MSBuild imports by itself.</summary>
    public IReadOnlyList<string> Inherits { get; init; } = [];
}
