using System.Text.Json.Serialization;

namespace Steward.Stages.Security.Licences.Metadata;

/// <summary>In which form a package declares its licence.</summary>
public enum LicenceForm
{
    /// <summary>It declares none.</summary>
    None,

    /// <summary>An SPDX expression, or what is meant to be one.</summary>
    Expression,

    /// <summary>A file inside the package; its text is not judged yet.</summary>
    File,

    /// <summary>An address or other words that are no expression.</summary>
    Words,
}

/// <summary>What a package says about its licence.</summary>
/// <param name="Form">In which form.</param>
/// <param name="Text">The text as declared, at most 500 characters; null when none.</param>
/// <param name="Source">Where it was read: <see cref="LockFile"/>, <see cref="Cache"/>, <c>registry</c>, <see cref="Unproven"/>.</param>
public sealed record DeclaredLicence(LicenceForm Form, string? Text, string Source)
{
    /// <summary>The source of what only a lock file says.</summary>
    public const string LockFile = "lock file";

    /// <summary>The source of what this machine's own package clients have unpacked.</summary>
    public const string Cache = "package cache";

    /// <summary>The source of what is installed on this machine without a trace of the archive that it came from, while the lock file pins an archive.</summary>
    public const string Unproven = "installed package";

    /// <summary>False for what only a lock file says, which whoever pushes can write, and for what may be another archive's.</summary>
    [JsonIgnore]
    public bool IsConfirmed => Source is not (LockFile or Unproven);

    /// <summary>What the package's archive hashes to, as its registry says (W3C Subresource Integrity); null when it does not say.</summary>
    public string? Integrity { get; init; }
}
