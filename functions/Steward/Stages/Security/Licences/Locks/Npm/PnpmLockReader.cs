using Steward.Stages.Security.Licences.Locks.Values;

namespace Steward.Stages.Security.Licences.Locks.Npm;

/// <summary><c>pnpm-lock.yaml</c>, versions 5, 6 and 9 (and 7, which was 6 with settings): importers name what each folder of the product needs.</summary>
internal sealed class PnpmLockReader : ILockReader
{
    public string Ecosystem => "npm";

    public bool Reads(string fileName) => fileName == "pnpm-lock.yaml";

    public LockReading Read(LockInput input)
    {
        var document = YamlLock.Read(input.Content);
        var version = document.Root.TextOf("lockfileVersion") ?? "";
        return (version.Split('.')[0] switch
        {
            "5" => new PnpmLock(document, withSlashes: true),
            "6" or "7" or "9" => new PnpmLock(document, withSlashes: false),
            _ => null,
        })?.Read() ?? LockReading.Broken(document.Problem ?? "'lockfileVersion' must be 5, 6 or 9; this is not a pnpm lock file that can be read.");
    }
}
