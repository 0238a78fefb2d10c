namespace Steward.Stages.Security.Licences.Detection;

/// <summary>One licence that was found in a text.</summary>
/// <param name="Id">
/// Its SPDX id, the id of an exception, or for tags and for choices that a header offers the whole normalised expression; null exactly when the kind is Unknown.
/// </param>
/// <param name="Kind">How it was found.</param>
/// <param name="Confidence">From 0 to 1. For texts: the share of the licence and of what was found that is the same (docs/licence-texts.md).</param>
/// <param name="StartLine">The first line, from 1.</param>
/// <param name="EndLine">The last line.</param>
/// <param name="SameText">All ids that the list has for this very text, the found one among them; empty where it is the only one.</param>
public sealed record FoundLicence(string? Id, FoundKind Kind, double Confidence, int StartLine, int EndLine, IReadOnlyList<string> SameText);
