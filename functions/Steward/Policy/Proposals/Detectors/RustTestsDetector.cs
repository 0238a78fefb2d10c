namespace Steward.Policy.Proposals.Detectors;

/// <summary>A Cargo workspace is a test set; nextest writes JUnit when its configuration names a file.</summary>
internal sealed class RustTestsDetector : IPolicyDetector
{
    public IEnumerable<Suggestion> Detect(RepositoryPicture repository) => repository.ReadTop("Cargo.toml") is null
        ? []
        : new TestSet(
            "cargo", "cargo nextest run --profile ci", "target/nextest/ci/junit.xml", 1,
            "Cargo.toml is there. cargo itself writes no report: .config/nextest.toml needs [profile.ci.junit] with path = \"junit.xml\".").Suggest();
}
