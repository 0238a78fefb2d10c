namespace Steward.Stages.Security.Licences.Detection.Headers;

/// <summary>A GNU licence that is named at some place.</summary>
/// <param name="Family">GPL, LGPL, AGPL or GFDL: the beginning of its ids.</param>
/// <param name="Start">The first word of the name.</param>
/// <param name="End">Behind its last word.</param>
internal sealed record GnuName(string Family, int Start, int End);
