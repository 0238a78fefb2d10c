namespace Steward.Policy.Proposals.Detectors;

/// <summary>The first heading of the README is what people call the product.</summary>
internal sealed class TitleDetector : IPolicyDetector
{
    public IEnumerable<Suggestion> Detect(RepositoryPicture repository)
    {
        var heading = repository.ReadTop("README.md")?.Split('\n').FirstOrDefault(l => l.StartsWith("# ", StringComparison.Ordinal));
        var title = heading?[2..].Trim();
        if (title is { Length: > 0 and <= 100 }) yield return Suggestion.At("product", ["title"], YamlText.Of(title), "The first heading of README.md.");
    }
}
