using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.Go;

/// <summary>
/// Go's <c>go.mod</c> with the hashes of the <c>go.sum</c> beside it. Since Go 1.17 go.mod names every module that the product is built from;
/// before, it left transitive ones out, and those with a hash in go.sum are added. What is <c>// indirect</c> is transitive.
/// </summary>
internal sealed class GoModReader : ILockReader
{
    private const string Sums = "go.sum";

    public string Ecosystem => "golang";

    public IReadOnlyList<string> Manifests => [Sums];

    public bool Reads(string fileName) => fileName == "go.mod";

    public LockReading Read(LockInput input)
    {
        var packages = new LockedPackages();
        var module = GoMod.Read(input.Content, packages.Problem);
        var sums = input.Beside(Sums) is { } content ? GoSum.Read(content, packages.Problem) : [];
        foreach (var needed in module.Requires.Where(r => !module.Excludes.Contains((r.Path, r.Version)))) Add(module.Replaced(needed), needed.IsDirect, sums, packages);
        if (!module.NamesEverything) AddFromSums(module, sums, packages);
        return packages.ToReading();
    }

    // Of each module that go.mod does not name, the newest version whose archive was needed.
    private void AddFromSums(GoMod module, Dictionary<(string Path, string Version), string> sums, LockedPackages packages)
    {
        var named = module.Requires.Select(r => r.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var group in sums.Keys.Where(k => !named.Contains(k.Path)).GroupBy(k => k.Path, StringComparer.Ordinal))
        {
            foreach (var (path, version) in group) Add(new GoRequire(path, version, IsDirect: false), direct: false, sums, packages);
        }
    }

    private void Add(GoRequire needed, bool direct, Dictionary<(string Path, string Version), string> sums, LockedPackages packages)
    {
        // Replaced by a folder of the product.
        if (needed.Version.Length == 0) return;
        packages.Add(new LockedPackage(new PackageId(Ecosystem, needed.Path, needed.Version))
        {
            IsDirect = direct, Path = direct ? [Texts.Clip(needed.Path, 214)] : [], Integrity = sums.GetValueOrDefault((needed.Path, needed.Version)),
        });
    }
}
