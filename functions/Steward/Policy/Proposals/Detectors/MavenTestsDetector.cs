namespace Steward.Policy.Proposals.Detectors;

/// <summary>A Maven build with test sources is a test set: surefire writes JUnit by itself.</summary>
internal sealed class MavenTestsDetector : IPolicyDetector
{
    public IEnumerable<Suggestion> Detect(RepositoryPicture repository) =>
        repository.Named("pom.xml").Count == 0 || !repository.Paths.Any(p => p.Contains("src/test/", StringComparison.Ordinal))
            ? []
            : new TestSet("maven", "mvn --batch-mode verify", "**/target/surefire-reports/TEST-*.xml", 1, "pom.xml and src/test are there.").Suggest();
}
