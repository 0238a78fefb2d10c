using Microsoft.AspNetCore.Mvc;
using Steward.Kernel;

namespace Steward.Web.Http;

/// <summary>The part of an address that names a product.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Name">The repository's name.</param>
public sealed record ProductRoute([FromRoute(Name = "owner")] string Owner, [FromRoute(Name = "name")] string Name)
{
    internal ProductId Id => ProductId.Parse($"{Owner}/{Name}");
}

/// <summary>The part of an address that names a change.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Name">The repository's name.</param>
/// <param name="Change">A sha, the beginning of one, or a branch or tag (its slashes as %2F).</param>
public sealed record ChangeRoute(
    [FromRoute(Name = "owner")] string Owner, [FromRoute(Name = "name")] string Name, [FromRoute(Name = "change")] string Change)
{
    internal ProductId Product => ProductId.Parse($"{Owner}/{Name}");

    internal string Text => RouteText.Read(Change);
}

/// <summary>The part of an address that names a release.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Name">The repository's name.</param>
/// <param name="Release">Its tag (its slashes as %2F).</param>
public sealed record ReleaseRoute(
    [FromRoute(Name = "owner")] string Owner, [FromRoute(Name = "name")] string Name, [FromRoute(Name = "release")] string Release)
{
    internal ProductId Product => ProductId.Parse($"{Owner}/{Name}");

    internal string Tag => RouteText.Read(Release);
}

/// <summary>Reads names that may have slashes.</summary>
internal static class RouteText
{
    // Routing leaves %2F as it is, since a slash would end the segment.
    public static string Read(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
