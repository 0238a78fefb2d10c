namespace Steward.Policy.Proposals.Detectors;

/// <summary>Files that hold one version each, and go.mod and rust-toolchain.toml, pin the other languages.</summary>
internal sealed class VersionFileDetector : IPolicyDetector
{
    public IEnumerable<Suggestion> Detect(RepositoryPicture repository) =>
    [
        .. Tools.Pinned("python", repository.ReadTop(".python-version"), ".python-version"),
        .. Tools.Pinned("java", repository.ReadTop(".java-version"), ".java-version"),
        .. Tools.Pinned("go", Line(repository.ReadTop("go.mod"), "toolchain ") ?? Line(repository.ReadTop("go.mod"), "go "), "go.mod"),
        .. Tools.Pinned("rust", Line(repository.ReadTop("rust-toolchain.toml"), "channel =")?.Trim(' ', '"'), "rust-toolchain.toml"),
    ];

    private static string? Line(string? text, string start) =>
        text?.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.StartsWith(start, StringComparison.Ordinal))?[start.Length..];
}
