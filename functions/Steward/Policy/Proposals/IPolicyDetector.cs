namespace Steward.Policy.Proposals;

/// <summary>Looks at a repository for one thing and proposes lines of policy. A new one: a class, its test, and a line in <see cref="PolicyDetectors"/>.</summary>
internal interface IPolicyDetector
{
    IEnumerable<Suggestion> Detect(RepositoryPicture repository);
}
