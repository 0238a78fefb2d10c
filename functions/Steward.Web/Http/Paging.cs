using Steward.Changes;
using Steward.Kernel;

namespace Steward.Web.Http;

/// <summary>Reads where a page of a list begins.</summary>
internal static class Paging
{
    /// <summary>The place that <c>older</c> of an answer named; null for none.</summary>
    public static ChangePlace? ReadPlace(string? older) =>
        string.IsNullOrEmpty(older) ? null : TextId.Parse<ChangePlace>(older, "a place in the list of changes: take it from 'older' of an answer");
}
