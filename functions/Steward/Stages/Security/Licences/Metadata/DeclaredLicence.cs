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
/// <param name="Source">Where it was read: <c>lock file</c>, <c>package cache</c>, <c>registry</c>.</param>
public sealed record DeclaredLicence(LicenceForm Form, string? Text, string Source);
