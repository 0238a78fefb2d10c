namespace Steward.Stages.Security.Licences.Detection.Headers;

/// <summary>A header or a reference in a file, by its words.</summary>
/// <param name="Id">The SPDX id or expression, or null where it is not said which one exactly.</param>
/// <param name="Kind">Header, Reference or Unknown.</param>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="Start">The first word.</param>
/// <param name="End">Behind the last word.</param>
internal sealed record Mention(string? Id, FoundKind Kind, double Confidence, int Start, int End);
