using System.Text;
using Steward.Stages.Security.Licences.Locks;

namespace Steward.UnitTests.Security.LockFiles;

/// <summary>Reads lock files as texts, and tells packages in one line each.</summary>
internal static class Reading
{
    public static LockReading Of(string path, string content, params (string Path, string Text)[] manifests) =>
        LockReaders.For(path)!.Read(new LockInput(Encoding.UTF8.GetBytes(content))
        {
            Manifests = manifests.ToDictionary(m => m.Path, m => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(m.Text), StringComparer.Ordinal),
        });

    /// <summary>Name, version, direct or transitive, development, the path where it is longer than the name, where from.</summary>
    public static IEnumerable<string> Lines(LockReading reading) => reading.Packages.Select(Line);

    public static string Line(LockedPackage p) =>
        $"{p.Id.Name}@{p.Id.Version} {p.IsDirect switch { true => "direct", false => "transitive", null => "untold" }}"
        + (p.IsDevelopmentOnly ? " dev" : "") + (p.Path.Count > 1 ? $" {string.Join('>', p.Path)}" : "") + (p.Elsewhere is { } place ? $" [{place}]" : "");
}
