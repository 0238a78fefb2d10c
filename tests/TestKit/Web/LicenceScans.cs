using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Concluding;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.TestKit.Web;

/// <summary>Scans of licences for pages: one with all that can be shown, and the one before it.</summary>
public static class LicenceScans
{
    public static LicenceScan Before { get; } = Scan(Npm("left-pad", "1.2.0", "MIT"), Npm("speedy-parser", "4.1.0", "MIT"), Npm("gone", "1.0.0", "ISC"));

    public static LicenceScan Now { get; } = Scan(
    [
        Npm("left-pad", "1.3.0", "MIT"),
        Npm("speedy-parser", "5.0.0", "GPL-2.0-only") with { IsDirect = false, Path = ["left-pad", "a-rather-long-name-of-a-package-in-between", "speedy-parser"] },
        Npm("@types/<b>", "7.0.0", "Apache-2.0") with { IsDevelopmentOnly = true },
        Npm("filed", "2.0.0", "MIT") with
        {
            Declared = new DeclaredLicence(LicenceForm.File, "LICENSE.txt", "registry"), Concluded = new ConcludedLicence("MIT", "LICENSE.txt", 0.98),
        },
        .. Enumerable.Range(0, 110).Select(n => Npm($"small-{n:000}", "1.0.0", "BSD-3-Clause") with { IsDirect = false, Path = ["left-pad", $"small-{n:000}"] }),
    ]);

    private static LicenceScan Scan(params ScannedDependency[] dependencies) =>
        new() { Files = [new ScannedFile("web/package-lock.json", "npm", dependencies.Length, null)], Dependencies = dependencies };

    private static ScannedDependency Npm(string name, string version, string licence) => new(new PackageId("npm", name, version), ["web/package-lock.json"])
    {
        Declared = new DeclaredLicence(LicenceForm.Expression, licence, "registry"), Concluded = new ConcludedLicence(licence, ConcludedLicence.Declaration, 1), IsDirect = true, Path = [name],
    };
}
