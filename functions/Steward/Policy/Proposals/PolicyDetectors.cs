using Steward.Policy.Proposals.Detectors;

namespace Steward.Policy.Proposals;

/// <summary>Every detector, one line each, in the order in which the proposal shows what they find.</summary>
internal static class PolicyDetectors
{
    public static IReadOnlyList<IPolicyDetector> All { get; } =
    [
        new TitleDetector(),
        new DotnetSdkDetector(),
        new NodeVersionDetector(),
        new VersionFileDetector(),
        new DotnetTestsDetector(),
        new NpmTestsDetector(),
        new PythonTestsDetector(),
        new GoTestsDetector(),
        new RustTestsDetector(),
        new MavenTestsDetector(),
        new LicencesDetector(),
        new AntivirusDetector(),
    ];
}
