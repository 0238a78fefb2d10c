using System.Text.RegularExpressions;
using Steward.Stages.Security.Licences.Locks.Values;

namespace Steward.Stages.Security.Licences.Metadata;

/// <summary>Reads the licence out of a Cargo.toml: <c>license</c> (SPDX; a slash of the old days means OR), else <c>license-file</c>.</summary>
public static partial class CargoLicence
{
    /// <summary>The licence of a manifest; null when it cannot be read.</summary>
    public static DeclaredLicence? Read(ReadOnlyMemory<byte> manifest, string source) =>
        TomlLock.Read(manifest) is not { Problem: null, Root: var root } ? null
        : root["package"].TextOf("license") is { Length: > 0 } licence ? Of(licence, source)
        : root["package"].TextOf("license-file") is { Length: > 0 } file ? new DeclaredLicence(LicenceForm.File, Kernel.Texts.Clip(file, 500), source)
        : new DeclaredLicence(LicenceForm.None, null, source);

    /// <summary>The licence of a text as registries keep it.</summary>
    public static DeclaredLicence Of(string? text, string source) => DeclaredText.Of(text is null ? null : Slash().Replace(text, " OR "), source);

    [GeneratedRegex(@" */ *", RegexOptions.NonBacktracking)]
    private static partial Regex Slash();
}
