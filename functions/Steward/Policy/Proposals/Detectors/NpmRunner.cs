using System.Text.RegularExpressions;

namespace Steward.Policy.Proposals.Detectors;

/// <summary>How the runner behind a package's test script writes JUnit XML, which is what the testing stage reads.</summary>
/// <param name="Command">The command, from the package's folder.</param>
/// <param name="Hint">What is still needed; empty: nothing.</param>
internal sealed partial record NpmRunner(string Command, string Hint)
{
    /// <summary>The runner that the script names, else one that the package depends on, else the script itself.</summary>
    /// <param name="package">The package.json.</param>
    /// <param name="script">Its test script.</param>
    /// <param name="report">The report's path from the package's folder.</param>
    public static NpmRunner Of(string package, string script, string report)
    {
        var tests = NodeTests().Match(script);
        if (tests.Success) return Node(script, tests.Index + tests.Length, report);
        return Named(script, package, "vitest") ? new NpmRunner($"npx vitest run --reporter=junit --outputFile={report}", "")
            : Named(script, package, "jest") ? Jest(package, report)
            : Named(script, package, "mocha") ? Mocha(package, report)
            : new NpmRunner("npm test", $" Its runner is not known here: let it write JUnit XML to {report}.");
    }

    // Node takes options only before the files, and makes no folder for the report.
    private static NpmRunner Node(string script, int afterTest, string report) => new(
        $"mkdir -p {Path.GetDirectoryName(report)} && {script.Insert(afterTest, $" --test-reporter=junit --test-reporter-destination={report}")}", "");

    private static NpmRunner Jest(string package, string report) => new(
        $"JEST_JUNIT_OUTPUT_FILE={report} npx jest --reporters=default --reporters=jest-junit",
        Has(package, "jest-junit") ? "" : " Jest itself writes no JUnit XML: npm install --save-dev jest-junit.");

    // Mocha's own reporter "xunit" writes JUnit XML, too.
    private static NpmRunner Mocha(string package, string report) => new(
        Has(package, "mocha-junit-reporter")
            ? $"npx mocha --reporter mocha-junit-reporter --reporter-option mochaFile={report}"
            : $"npx mocha --reporter xunit --reporter-option output={report}",
        "");

    private static bool Named(string script, string package, string runner) =>
        script.Contains(runner, StringComparison.Ordinal) || (!Known().IsMatch(script) && Has(package, runner));

    private static bool Has(string package, string name) =>
        JsonText.Find(package, "devDependencies", name) is not null || JsonText.Find(package, "dependencies", name) is not null;

    [GeneratedRegex(@"\bnode\b[^&|;]*? --test\b(?!-)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NodeTests();

    [GeneratedRegex("vitest|jest|mocha", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Known();
}
