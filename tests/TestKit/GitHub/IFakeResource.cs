using Microsoft.AspNetCore.Routing;

namespace Steward.TestKit.GitHub;

/// <summary>One resource of the fake GitHub, in a file of its own: its routes and its state.</summary>
public interface IFakeResource
{
    /// <summary>Adds its routes.</summary>
    void Map(IEndpointRouteBuilder routes, FakeGitHub github);
}
