namespace Steward.Policy.Proposals.Detectors;

/// <summary>Every repository has files, so every changed file is to be scanned.</summary>
internal sealed class AntivirusDetector : IPolicyDetector
{
    public IEnumerable<Suggestion> Detect(RepositoryPicture repository) =>
    [
        Suggestion.At(
            "security.antivirus", ["required"], "true",
            "Changed files are scanned by a clamd; without one the verdict is Missing. Write false only if you do without: the verdict then says so."),
    ];
}
