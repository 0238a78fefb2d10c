namespace Steward.Stages.Security.Licences.Concluding;

/// <summary>What a licence is, and how sure that is.</summary>
/// <param name="Expression">The SPDX expression in its normalised form; null when the text has no name.</param>
/// <param name="Source">Where it was read: <see cref="Declaration"/>, or the file's name.</param>
/// <param name="Confidence">From 0 to 1; 1 for a declaration.</param>
public sealed record ConcludedLicence(string? Expression, string Source, double Confidence)
{
    /// <summary>The source of what the package itself declares as an expression.</summary>
    public const string Declaration = "declared";

    /// <summary>The least confidence with which something is concluded from a text.</summary>
    public const double Enough = 0.9;

    /// <summary>What people should know, such as that declaration and licence file disagree; null: nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The copyright lines of its licence file, without addresses, at most 20.</summary>
    public IReadOnlyList<string> Copyrights { get; init; } = [];
}
