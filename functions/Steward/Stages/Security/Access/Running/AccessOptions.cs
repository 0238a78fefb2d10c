using Steward.Kernel;

namespace Steward.Stages.Security.Access.Running;

/// <summary>Where the access file lies.</summary>
/// <param name="Repository">The access repository, a registered product; null: access is not administered here.</param>
public sealed record AccessOptions(ProductId? Repository)
{
    /// <summary>The repository; NotFound where there is none.</summary>
    public ProductId Require() => Repository
        ?? throw StewardException.NotFound("This Steward administers no access: set Access:Repository to the repository with steward-access.yaml, as owner/name.");
}
