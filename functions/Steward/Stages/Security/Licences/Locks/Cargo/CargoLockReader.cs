using Steward.Stages.Security.Licences.Locks.Values;

namespace Steward.Stages.Security.Licences.Locks.Cargo;

/// <summary>
/// <c>Cargo.lock</c>, versions 1 to 4. Packages without a source are the product's own; what they need is direct. The lock file mixes
/// development's dependencies with the others; the Cargo.toml files in its folder and below tell them apart.
/// </summary>
internal sealed class CargoLockReader : ILockReader
{
    public string Ecosystem => "cargo";

    public IReadOnlyList<string> Manifests => ["**/" + CargoManifest.FileName];

    public bool Reads(string fileName) => fileName == "Cargo.lock";

    public LockReading Read(LockInput input)
    {
        var document = TomlLock.Read(input.Content);
        if (document.Root.TextOf("version") is not (null or "1" or "2" or "3" or "4"))
            return LockReading.Broken("'version' must be at most 4; this is not a Cargo.lock that can be read.");
        if (!document.Root["package"].IsList && !document.Root["root"].IsObject)
            return LockReading.Broken(document.Problem ?? "There is no table 'package'; this is not a Cargo.lock.");
        var manifests = input.Manifests.Values.Select(CargoManifest.Of).OfType<CargoManifest>()
            .GroupBy(m => m.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        return document.Finish(new CargoLock(document.Root, manifests).Read());
    }
}
