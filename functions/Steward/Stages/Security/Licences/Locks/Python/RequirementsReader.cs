using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.Python;

/// <summary>
/// pip's requirements files: what is pinned by <c>==</c>, with its hashes, and where pip-compile or uv wrote it, who it came by (<c># via</c>).
/// Files taken in by <c>-r</c> are read as well; constraints (<c>-c</c>) install nothing. What is not pinned is not here:
/// <see cref="Requirements.IsComplete"/> tells such files from lock files.
/// </summary>
internal sealed class RequirementsReader : ILockReader
{
    public string Ecosystem => PythonNames.Ecosystem;

    public bool Reads(string fileName) =>
        fileName.EndsWith(".txt", StringComparison.Ordinal)
        && (fileName.StartsWith("requirements", StringComparison.Ordinal) || fileName.EndsWith("-requirements.txt", StringComparison.Ordinal)
            || fileName.EndsWith("_requirements.txt", StringComparison.Ordinal) || fileName.EndsWith(".requirements.txt", StringComparison.Ordinal));

    public LockReading Read(LockInput input)
    {
        var graph = new LockGraph();
        var file = Requirements.Read(input.Content);
        foreach (var requirement in file.Entries) Add(requirement, file.NamesIndex, graph);
        foreach (var (requirement, via) in file.Entries.SelectMany(e => e.Via.Select(v => (e, v))))
        {
            if (via.StartsWith('-') || via.EndsWith(".in", StringComparison.Ordinal) || via.Contains('(', StringComparison.Ordinal)) graph.Name(requirement.Name, development: false);
            else graph.Require(PythonNames.Normalise(via), requirement.Name);
        }

        if (file.Problem is { } problem) graph.Problem(problem);
        return graph.ToReading() with { Includes = file.Includes, IsIncomplete = !file.IsComplete };
    }

    private void Add(Requirement requirement, bool namesIndex, LockGraph graph)
    {
        if (requirement.Version is null && requirement.Place is null) return;
        var integrity = LockHashes.Together(requirement.Hashes.Select(LockHashes.FromText));
        if (integrity?.Length > ArchiveIntegrity.MaxLength)
            graph.Problem($"Line {requirement.Line}: {Texts.Clip(requirement.Name, 80)} has more hashes than {ArchiveIntegrity.MaxLength} characters hold.");
        var version = requirement.Version ?? "0.0.0-" + Digest.Sha256(requirement.Place!)[..12];
        graph.Add(requirement.Name, new LockedPackage(new PackageId(Ecosystem, requirement.Name, version))
        {
            Integrity = Texts.Clip(integrity, ArchiveIntegrity.MaxLength), // Another index may have another package under the name; a hash says which one it is.
            Elsewhere = Texts.Clip(requirement.Place, 200) ?? (namesIndex && integrity is null ? "an index that the file names" : null),
        });
    }
}
