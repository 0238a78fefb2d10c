using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.Ruby;

/// <summary>
/// Bundler's <c>Gemfile.lock</c> (and <c>gems.locked</c>): what comes from registries (GEM), repositories (GIT) and the product's own folders
/// (PATH), what the product names (DEPENDENCIES), and hashes (CHECKSUMS, since Bundler 2.5). Groups stand in the Gemfile, which is a program;
/// so every gem is taken for a shipped one.
/// </summary>
internal sealed class GemfileLockReader : ILockReader
{
    public string Ecosystem => "gem";

    public bool Reads(string fileName) => fileName is "Gemfile.lock" or "gems.locked";

    public LockReading Read(LockInput input)
    {
        var graph = new LockGraph { KnowsDirect = true };
        var file = new GemfileSections();
        foreach (var line in LockLines.Of(input.Content, graph.Problem))
        {
            if (LockLines.IsConflict(line))
            {
                graph.Problem($"Line {line.Number}: git's marker of a conflict. Resolve it, and lock again.");
                break;
            }

            if (!file.Take(line)) graph.Problem(LockLines.Unreadable(line, "what Bundler writes"));
        }

        if (!file.IsWhole) graph.Problem("The section DEPENDENCIES is missing; this is not a whole lock file of Bundler.");
        foreach (var gem in file.Gems.Values.Where(g => g.Section != "PATH"))
        {
            graph.Add(gem.Name, Package(gem));
            foreach (var needed in gem.Needs) graph.Require(gem.Name, needed);
        }

        foreach (var own in file.Gems.Values.Where(g => g.Section == "PATH").SelectMany(g => g.Needs).Concat(file.Named)) graph.Name(own, development: false);
        return graph.ToReading();
    }

    private LockedPackage Package(Gem gem) => new(new PackageId(Ecosystem, gem.Name, gem.Version))
    {
        Integrity = gem.Hashes.Count == 0 ? null : Texts.Clip(LockHashes.Together(gem.Hashes.Select(h => LockHashes.FromHex("sha256", h))), ArchiveIntegrity.MaxLength),
        Elsewhere = gem.Section == "GEM" ? null : Texts.Clip($"{gem.Section.ToLowerInvariant()}: {gem.Remote}", 200),
    };
}
