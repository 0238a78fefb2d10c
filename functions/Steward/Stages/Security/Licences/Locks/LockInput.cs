namespace Steward.Stages.Security.Licences.Locks;

/// <summary>A lock file with the manifests that belong to it.</summary>
/// <param name="Content">Its bytes.</param>
public sealed record LockInput(ReadOnlyMemory<byte> Content)
{
    private static readonly Dictionary<string, ReadOnlyMemory<byte>> Nothing = [];

    /// <summary>
    /// Files of the names in <see cref="ILockReader.Manifests"/> in the lock file's folder and below, where no other lock file of the kind is
    /// nearer: by path from the lock file's folder. What whoever pushes wrote into them decides what is direct and what only development needs,
    /// as it does for the package manager.
    /// </summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Manifests { get; init; } = Nothing;

    /// <summary>A manifest in the lock file's own folder, or null.</summary>
    public ReadOnlyMemory<byte>? Beside(string name) => Manifests.TryGetValue(name, out var content) ? content : default(ReadOnlyMemory<byte>?);
}
