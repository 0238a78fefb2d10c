using Steward.Gates;
using Steward.Ledger;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Concluding;
using Steward.Stages.Security.Licences.Metadata;
using Xunit;

namespace Steward.UnitTests.Security.Licences;

public sealed class LicencePolicyTests
{
    [Fact]
    public void Where_strict_and_lenient_differ_a_person_is_asked_once_for_all_versions()
    {
        var node = Judge("allow: [GPL-2.0-or-later]", Npm("a", "GPL-2.0-only"), Npm("a", "GPL-2.0-only", "2.0.0"), Npm("b", "GPL-2.0-or-later"));

        Assert.Equal(Verdict.Fail, node.Verdict);
        var asked = Assert.Single(node.Children.Single(n => n.Name == "questions").Children);
        Assert.Equal("npm a as GPL-2.0-only", asked.Name);
        Assert.Contains("1.0.0, 2.0.0", asked.Reason, StringComparison.Ordinal);
        Assert.Contains("strictly not satisfied: GPL-2.0-only is not on the list of allowed licences; leniently satisfied, because GPL-2.0-only is among the versions of GPL-2.0-or-later", asked.Reason, StringComparison.Ordinal);
        Assert.StartsWith("May npm:a be used under GPL-2.0-only?", asked.Question, StringComparison.Ordinal);
    }

    [Fact]
    public void A_waiver_of_the_product_answers_until_it_ends_and_for_this_expression_only()
    {
        VerdictNode With(string licence, string until) => new Facts().With("security:\n  licences: {allow: [GPL-2.0-or-later]}\n").With(LicencesCapability.Scanned, Scan(Npm("a", licence, "3.0.0")))
            .With(Waiver.Kind, Subject.Product(Kernel.ProductId.Parse("acme/shop")), EvidenceOutcome.Info, new Waiver("security/licences/questions/npm a as GPL-2.0-only", DateTimeOffset.Parse(until), "github:ada", "Fine.").ToDetails())
            .Waived(new LicenceCriterion(), "security");

        Assert.True(With("GPL-2.0-only", "2027-01-01T00:00Z").Verdict.LetsThrough());
        Assert.Equal(Verdict.Fail, With("GPL-2.0-only", "2026-11-23T11:00Z").Verdict);
        Assert.Equal(Verdict.Fail, With("GPL-3.0-only", "2027-01-01T00:00Z").Verdict);
    }

    [Fact]
    public void An_exception_with_an_expression_answers_too_and_names_its_owner()
    {
        const string policy = "allow: [GPL-2.0-or-later], exceptions: [{package: 'npm:a', expression: gpl-2.0, owner: ada, reason: Talked to them., until: 2026-12-31}]";

        Assert.Contains(Judge(policy, Npm("a", "GPL-2.0-only")).Children, n => n.Verdict == Verdict.Waived && n.Reason.Contains("Talked to them (owner: ada)", StringComparison.Ordinal));
        Assert.Equal(Verdict.Fail, Judge(policy, Npm("a", "GPL-3.0-only")).Verdict);
    }

    [Fact]
    public void A_lenient_policy_asks_nobody() =>
        Assert.Equal(Verdict.Pass, Judge("allow: [GPL-2.0-or-later], lenient: true", Npm("a", "GPL-2.0-only")).Verdict);

    [Theory]
    [InlineData("MIT", "web/package-lock.json", false, Verdict.Pass)]
    [InlineData("GPL-3.0-only", "web/package-lock.json", false, Verdict.Fail)]
    [InlineData("GPL-3.0-only", "tools/package-lock.json", false, Verdict.Pass)]
    [InlineData("MIT", "tools/package-lock.json", false, Verdict.Fail)]
    [InlineData("ISC", "tools/old/package-lock.json", false, Verdict.Pass)]
    [InlineData("AGPL-3.0-only", "tools/old/package-lock.json", false, Verdict.Fail)]
    [InlineData("EPL-2.0", "web/package-lock.json", true, Verdict.Pass)]
    [InlineData("EPL-2.0", "web/package-lock.json", false, Verdict.Fail)]
    [InlineData("MIT", "web/package-lock.json", true, Verdict.Fail)]
    public void Lists_hold_by_path_and_by_scope(string licence, string file, bool development, Verdict expected)
    {
        const string policy = "allow: [MIT], deny: [AGPL-3.0-only], developmentOnly: {allow: [EPL-2.0]}, paths: [{path: 'tools/**', allow: [GPL-3.0-only]}, {path: 'tools/old', allow: [ISC, AGPL-3.0-only]}]";

        Assert.Equal(expected, Judge(policy, Npm("a", licence) with { LockFiles = [file], IsDevelopmentOnly = development }).Verdict);
    }

    [Fact]
    public void What_several_lock_files_pin_must_be_allowed_for_each() => Assert.Equal(
        Verdict.Fail,
        Judge("allow: [MIT], paths: [{path: tools, allow: [ISC]}]", Npm("a", "ISC") with { LockFiles = ["tools/package-lock.json", "web/package-lock.json"] }).Verdict);

    [Theory]
    [InlineData("permissive", "BSD-3-Clause", Verdict.Pass)]
    [InlineData("permissive", "MPL-2.0", Verdict.Fail)]
    [InlineData("weak-copyleft", "LGPL-2.1-or-later", Verdict.Pass)]
    [InlineData("weak-copyleft", "LGPL-2.1-only", Verdict.Pass)]
    [InlineData("weak-copyleft", "GPL-2.0-only", Verdict.Fail)]
    public void Kinds_of_licences_stand_in_lists(string kind, string licence, Verdict expected) => Assert.Equal(expected, Judge($"allow: [{kind}]", Npm("a", licence)).Verdict);

    [Fact]
    public void Words_of_before_stay_valid() =>
        Assert.Equal(Verdict.NotNeeded, Judge("allow: [MIT], developmentOnly: ignore", Npm("a", "ISC") with { IsDevelopmentOnly = true }).Children.Single().Verdict);

    [Fact]
    public void A_licence_file_of_the_products_own_is_judged_where_a_rule_by_path_is_about_it()
    {
        var scan = Scan() with { Texts = [Text("LICENSE", "GPL-3.0-only", 1), Text("vendor/x/COPYING", "GPL-3.0-only", 1), Text("vendor/y/LICENSE", "MIT", 0.5)] };
        var node = new Facts().With("security:\n  licences: {allow: [MIT], paths: [{path: 'vendor/**', allow: [MIT]}]}\n").With(LicencesCapability.Scanned, scan).Judge(new LicenceCriterion());

        Assert.Equal(["vendor/x/COPYING: GPL-3.0-only is not on the list of allowed licences.", "vendor/y/LICENSE: its licence is unknown: it reads as MIT, with 50 % confidence, which is too little."], node.Children.Select(n => n.Reason.Replace("50%", "50 %", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_the_product_goes_out_under_is_asked_of_what_is_shipped_only()
    {
        const string policy = "allow: [MIT, GPL-2.0-only, LicenseRef-own], outbound: Apache-2.0";

        Assert.Equal(Verdict.Pass, Judge(policy, Npm("a", "MIT")).Verdict);
        Assert.Contains("GPL-2.0-only cannot be shipped in a product under Apache-2.0", Judge(policy, Npm("a", "GPL-2.0-only")).Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, Judge(policy, Npm("a", "GPL-2.0-only OR MIT")).Verdict);
        Assert.Equal(Verdict.Pass, Judge(policy, Npm("a", "GPL-2.0-only") with { IsDevelopmentOnly = true }).Verdict);
        Assert.Contains("cannot be said", Judge(policy, Npm("a", "LicenseRef-own")).Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Error, Judge("allow: [MIT], outbound: MIT OR ISC", Npm("a", "MIT")).Verdict);
    }

    [Fact]
    public void The_file_of_notices_must_name_what_is_shipped_and_nothing_else()
    {
        const string policy = "allow: [permissive, public-domain], notice: NOTICE";
        VerdictNode With(params string[] there) => new Facts().With($"security:\n  licences: {{{policy}}}\n")
            .With(LicencesCapability.Scanned, Scan(Npm("a", "MIT"), Npm("b", "MIT") with { IsDevelopmentOnly = true }, Npm("c", "0BSD")) with { Notices = [new ScannedNotice("NOTICE", there)] })
            .Judge(new LicenceCriterion()).Children.Single(n => n.Name == "notice");

        Assert.Equal(Verdict.Pass, With("npm:a@1.0.0 (MIT)").Verdict);
        Assert.Equal("NOTICE is not up to date: it lacks npm:a@1.0.0 (MIT); it names npm:a@0.9.0 (MIT) for nothing. 'steward licences notice --out NOTICE' writes it anew; commit it.", With("npm:a@0.9.0 (MIT)").Reason);
        Assert.Contains(Judge(policy, Npm("a", "MIT")).Children, n => n is { Name: "notice", Verdict: Verdict.Fail } && n.Reason.StartsWith("There is no file NOTICE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("outbound: MIT", "", "outbound")]
    [InlineData("notice: NOTICE", "", "notice")]
    [InlineData("shipped: {deny: [ISC]}", "", "shipped.deny")]
    [InlineData("", "developmentOnly: {allow: [MIT, ISC]}", "developmentOnly.allow")]
    [InlineData("", "paths: [{path: 'a/**', allow: [MIT, ISC]}]", "paths a/**.allow")]
    [InlineData("", "obligations: {MIT: []}", "obligations")]
    [InlineData("", "exceptions: [{package: a, expression: ISC, reason: r, until: 2027-01-01}]", "exceptions")]
    public void Asking_for_less_is_told(string before, string now, string what)
    {
        Steward.Policy.Policy Read(string keys) => new Facts().With($"security:\n  licences: {{allow: [MIT]{(keys.Length > 0 ? ", " : "")}{keys}}}\n").Policy;

        Assert.Contains(new LicencesWeakening().Of(Read(before), Read(now)), c => c.What == what);
        Assert.Empty(new LicencesWeakening().Of(Read(before), Read(before)));
    }

    private static ScannedText Text(string path, string expression, double confidence) => new(path, new ConcludedLicence(expression, path, confidence), null);

    private static VerdictNode Judge(string policy, params ScannedDependency[] dependencies) =>
        new Facts().With($"security:\n  licences: {{{policy}}}\n").With(LicencesCapability.Scanned, Scan(dependencies)).Judge(new LicenceCriterion());

    internal static LicenceScan Scan(params ScannedDependency[] dependencies) =>
        new() { Files = [new ScannedFile("web/package-lock.json", "npm", dependencies.Length, null)], Dependencies = dependencies };

    internal static ScannedDependency Npm(string name, string licence, string version = "1.0.0") => new(new PackageId("npm", name, version), ["web/package-lock.json"])
    {
        Declared = new DeclaredLicence(LicenceForm.Expression, licence, "registry"),
    };
}
