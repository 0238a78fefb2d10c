using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Concluding;
using Steward.Stages.Security.Licences.Metadata;
using Xunit;

namespace Steward.UnitTests.Security;

public sealed class LicenceCriterionTests
{
    private const string Allow = "security:\n  licences:\n    allow: [MIT, Apache-2.0]\n";

    [Fact]
    public void Without_a_scan_it_is_missing() => Assert.Equal(Verdict.Missing, new Facts().With(Allow).Judge(new LicenceCriterion()).Verdict);

    [Fact]
    public void Allowed_licences_pass() => Expect(Judge(Allow, Npm("a", "MIT"), Npm("b", "apache-2.0")), Verdict.Pass, "All 1 in order.");

    [Fact]
    public void A_licence_that_is_not_allowed_fails_and_is_named_with_its_lock_file() =>
        Expect(Judge(Allow, Npm("a", "MIT"), Npm("b", "GPL-3.0")), Verdict.Fail, "npm:b@1.0.0 (web/package-lock.json): GPL-3.0-only is not on the list of allowed licences.");

    [Fact]
    public void Licences_in_the_products_own_files_are_judged_where_a_rule_by_path_is_about_them()
    {
        const string policy = Allow + "    paths: [{ path: 'src/**', deny: [LGPL-2.1-only] }]\n";
        ScannedHeader File(string path, string? expression, double confidence = 1, string? note = null) =>
            new(path, CommitSha.Parse(new string('a', 40)), expression is null && note is null ? null : new ConcludedLicence(expression, path, confidence) { Note = note });
        VerdictNode JudgeFiles(params ScannedHeader[] files) => new Facts().With(policy)
            .With(LicencesCapability.Scanned, new LicenceScan { Files = [], Dependencies = [], Headers = new ScannedHeaders(files, 0, "x") }).Judge(new LicenceCriterion());

        var passed = JudgeFiles(File("src/a.c", "MIT"), File("src/b.c", null));
        Expect(passed, Verdict.Pass, "");
        Expect(passed.Children.Single(c => c.Name == "headers"), Verdict.Pass, "1 file of 2 that security.licences.paths is about");
        Expect(JudgeFiles(File("src/a.c", "MIT"), File("src/b.c", "GPL-3.0-only")), Verdict.Fail, "src/b.c: GPL-3.0-only is not on the list of allowed licences");
        Expect(JudgeFiles(File("src/b.c", "LGPL-2.1-only")), Verdict.Fail, "src/b.c");
        Expect(JudgeFiles(File("src/b.c", null, 0, "a part of it is a licence that has no name")), Verdict.Fail, "its licence is unknown");
        Expect(JudgeFiles(File("src/b.c", "MIT", 0.5)), Verdict.Fail, "50 % confidence");
        var left = new Facts().With(policy).With(LicencesCapability.Scanned, new LicenceScan { Files = [], Dependencies = [], Headers = new ScannedHeaders([], 3, "x") }).Judge(new LicenceCriterion());
        Expect(left, Verdict.Missing, "3 more files fit security.licences.paths and were not looked at");
    }

    [Theory]
    [InlineData(LicenceForm.None, null, "it declares none")]
    [InlineData(LicenceForm.File, "LICENSE.txt", "'LICENSE.txt', which does not lie where it could be read")]
    [InlineData(LicenceForm.Words, "https://example/x", "is no licence expression")]
    [InlineData(LicenceForm.Expression, "MIT-ish", "'MIT-ish' is not an id")]
    [InlineData(LicenceForm.Expression, "MIT AND LicenseRef-x", "LicenseRef-x is not a licence of the SPDX list")]
    public void Unknown_fails(LicenceForm form, string? text, string reason)
    {
        var node = Judge(Allow, Npm("a", "MIT"), Npm("b", null) with { Declared = new DeclaredLicence(form, text, "registry") });

        Assert.Equal(Verdict.Fail, node.Verdict);
        Assert.Contains("unknown", node.Reason, StringComparison.Ordinal);
        Assert.Contains(reason, node.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_that_nobody_knows_fails() =>
        Expect(Judge(Allow, Npm("b", null) with { Problem = "No package source knows it." }), Verdict.Fail, "No package source knows it.");

    [Fact]
    public void A_package_from_elsewhere_fails_and_says_from_where() =>
        Expect(Judge(Allow, Npm("b", null) with { Elsewhere = "git+ssh://git.example/b" }), Verdict.Fail, "it comes from git+ssh://git.example/b");

    [Fact]
    public void A_registry_that_stayed_silent_is_an_error_and_never_a_pass() =>
        Expect(Judge(Allow, Npm("a", "MIT"), Npm("b", null) with { Problem = "The registry x cannot be reached.", IsUnreachable = true }), Verdict.Error, "The registry x cannot be reached.");

    [Fact]
    public void A_policy_without_the_section_allows_nothing() =>
        Expect(Judge("", Npm("a", "MIT")), Verdict.Missing, "no section security.licences");

    [Fact]
    public void A_wrong_id_in_the_policy_is_an_error() =>
        Expect(Judge("security:\n  licences:\n    allow: [MTI]\n", Npm("a", "MIT")), Verdict.Error, "'MTI' is not an id");

    [Fact]
    public void A_lock_file_that_cannot_be_read_is_an_error_although_the_rest_is_allowed()
    {
        var scan = Scan(Npm("a", "MIT")) with { Files = [new ScannedFile("web/package-lock.json", "npm", 1, null), new ScannedFile("yarn.lock", null, 0, "This kind of lock file cannot be read yet.")] };

        Expect(new Facts().With(Allow).With(LicencesCapability.Scanned, scan).Judge(new LicenceCriterion()), Verdict.Error, "yarn.lock: This kind");
    }

    [Fact]
    public void No_lock_files_need_nothing_but_named_and_unlocked_dependencies_are_missing()
    {
        var nothing = new LicenceScan { Files = [], Dependencies = [] };

        Expect(new Facts().With(Allow).With(LicencesCapability.Scanned, nothing).Judge(new LicenceCriterion()), Verdict.NotNeeded, "no lock files");
        Expect(
            new Facts().With(Allow).With(LicencesCapability.Scanned, nothing with { Unlocked = ["a/a.csproj"] }).Judge(new LicenceCriterion()),
            Verdict.Missing, "a/a.csproj names dependencies, but no lock file covers it: set RestorePackagesWithLockFile");
    }

    [Fact]
    public void What_is_not_locked_is_missing_beside_what_is_locked_and_allowed()
    {
        var scan = Scan(Npm("a", "MIT")) with { Unlocked = ["tools/package.json", "b/b.csproj"] };

        var node = new Facts().With(Allow).With(LicencesCapability.Scanned, scan).Judge(new LicenceCriterion());

        Expect(node, Verdict.Missing, "tools/package.json names dependencies, but no lock file covers it: run 'npm install'");
        Assert.Equal(["tools/package.json Missing", "b/b.csproj Missing", "in order Pass"], node.Children.Select(n => $"{n.Name} {n.Verdict}"));
    }

    [Fact]
    public void A_manifest_without_a_lock_file_is_let_through_by_its_path_until_its_day()
    {
        VerdictNode With(string entry) => new Facts().With($"{Allow}    unlocked:\n      - {{ reason: Judged by hand., {entry} }}\n")
            .With(LicencesCapability.Scanned, Scan(Npm("a", "MIT")) with { Unlocked = ["b/b.csproj"] }).Judge(new LicenceCriterion());

        var node = With("file: b/b.csproj, until: 2026-11-23");
        Assert.True(node.Verdict.LetsThrough());
        Assert.Contains(node.Children, n => n is { Verdict: Verdict.Waived, Reason: "b/b.csproj has no lock file: let through until 2026-11-23: Judged by hand." });
        Expect(With("file: b/b.csproj, until: 2026-11-22"), Verdict.Missing, "Its exception ended on 2026-11-22.");
        Expect(With("file: b, until: 2026-11-23"), Verdict.Missing, "b/b.csproj names dependencies");
    }

    [Fact]
    public void What_the_policy_ignores_is_not_judged_and_that_is_said()
    {
        var scan = Scan(Npm("a", "MIT"), Npm("b", "GPL-3.0") with { LockFiles = ["tests/fixtures/x/package-lock.json"] }) with
        {
            Files = [new ScannedFile("web/package-lock.json", "npm", 1, null), new ScannedFile("tests/fixtures/x/package-lock.json", "npm", 1, "It is broken.")],
            Unlocked = ["tests/fixtures/package.json", "tests/fixturesque/package.json"],
        };

        VerdictNode With(string ignore) =>
            new Facts().With($"{Allow}    ignore: [{ignore}]\n").With(LicencesCapability.Scanned, scan).Judge(new LicenceCriterion());

        Expect(With("tests/fixtures/, tests/fixturesque"), Verdict.Pass, "in order");
        Assert.Contains(With("tests").Children, n => n.Reason == "3 files not judged: below what security.licences.ignore names.");
        Expect(With("tests/fixtures"), Verdict.Missing, "tests/fixturesque/package.json");
        Assert.Contains(With("web").Children, n => n.Reason.StartsWith("npm:b@1.0.0", StringComparison.Ordinal));
        Assert.DoesNotContain(With("web").Children, n => n.Name == "in order");
    }

    [Fact]
    public void An_exception_lets_a_package_through_until_its_day()
    {
        const string until = Allow + "    exceptions:\n      - { package: 'npm:b', reason: bought a licence., until: ";

        Expect(Judge(until + "2026-11-23 }\n", Npm("b", "GPL-3.0")), Verdict.Waived, "until 2026-11-23: bought a licence.");
        Expect(Judge(until + "2026-11-22 }\n", Npm("b", "GPL-3.0")), Verdict.Fail, "its exception ended on 2026-11-22");
        Expect(Judge(until + "2026-12-31, version: '2.0.0' }\n", Npm("b", "GPL-3.0")), Verdict.Fail, "GPL-3.0-only is not on the list");
    }

    [Theory]
    [InlineData("pypi:Werk.Zeug", true)]
    [InlineData("werk_zeug", true)]
    [InlineData("npm:werk-zeug", false)]
    public void An_exception_names_packages_as_their_ecosystem_compares_them(string package, bool isFor) =>
        Assert.Equal(isFor, new PackageException(package, null, "x", DateOnly.MaxValue).IsFor(new PackageId("pypi", "werk-zeug", "1.0")));

    [Fact]
    public void Dependencies_of_development_are_judged_unless_the_policy_ignores_them()
    {
        var development = Npm("b", "GPL-3.0") with { IsDevelopmentOnly = true };

        Expect(Judge(Allow, development), Verdict.Fail, "npm:b@1.0.0");
        Expect(Judge(Allow + "    developmentOnly: ignore\n", development), Verdict.NotNeeded, "only development needs");
        Expect(Judge(Allow + "    developmentOnly: ignore\n", development, Npm("c", "GPL-3.0")), Verdict.Fail, "npm:c@1.0.0");
    }

    [Fact]
    public void Many_offenders_are_named_up_to_a_limit_and_the_rest_is_counted()
    {
        var node = Judge(Allow, [.. Enumerable.Range(0, 30).Select(n => Npm($"bad{n:00}", "GPL-3.0")), Npm("good", "MIT")]);

        Assert.Equal(22, node.Children.Length);
        Assert.Equal("10 more dependencies: Fail.", node.Children[20].Reason);
        Assert.Equal("1 dependency with allowed licences.", node.Children[21].Reason);
        Assert.All(node.Children, child => Assert.Matches("^[A-Za-z0-9._/@ -]+$", child.Name));
    }

    private static VerdictNode Judge(string policy, params ScannedDependency[] dependencies) =>
        new Facts().With(policy).With(LicencesCapability.Scanned, Scan(dependencies)).Judge(new LicenceCriterion());

    private static LicenceScan Scan(params ScannedDependency[] dependencies) =>
        new() { Files = [new ScannedFile("web/package-lock.json", "npm", dependencies.Length, null)], Dependencies = dependencies };

    private static ScannedDependency Npm(string name, string? licence) => new(new PackageId("npm", name, "1.0.0"), ["web/package-lock.json"])
    {
        Declared = licence is null ? null : new DeclaredLicence(LicenceForm.Expression, licence, "registry"),
    };

    private static void Expect(VerdictNode node, Verdict verdict, string reason)
    {
        Assert.Equal(verdict, node.Verdict);
        Assert.Contains(reason, node.Reason, StringComparison.Ordinal);
    }
}
