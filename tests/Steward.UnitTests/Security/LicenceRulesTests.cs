using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Spdx;
using Xunit;

namespace Steward.UnitTests.Security;

public sealed class LicenceRulesTests
{
    [Theory]
    [InlineData("MIT", "MIT", Ruling.Allowed)]
    [InlineData("ISC", "MIT", Ruling.NotAllowed)]
    [InlineData("MIT OR GPL-3.0-only", "MIT", Ruling.Allowed)]
    [InlineData("MIT AND GPL-3.0-only", "MIT", Ruling.NotAllowed)]
    [InlineData("MIT AND LicenseRef-x", "MIT", Ruling.Unknown)]
    [InlineData("GPL-3.0-only AND LicenseRef-x", "MIT", Ruling.NotAllowed)]
    [InlineData("MIT OR LicenseRef-x", "MIT", Ruling.Allowed)]
    [InlineData("GPL-3.0-only OR LicenseRef-x", "MIT", Ruling.Unknown)]
    [InlineData("(MIT OR LicenseRef-x) AND (ISC OR NOASSERTION)", "MIT,ISC", Ruling.Allowed)]
    [InlineData("(MIT AND LicenseRef-x) OR (ISC AND NOASSERTION)", "MIT,ISC", Ruling.Unknown)]
    [InlineData("LicenseRef-x", "LicenseRef-x", Ruling.Allowed)]
    [InlineData("gpl-2.0", "GPL-2.0-only", Ruling.Allowed)]
    [InlineData("GPL-2.0-only", "gpl-2.0", Ruling.Allowed)]
    [InlineData("GPL-2.0-only", "GPL-2.0-or-later", Ruling.NotAllowed)]
    [InlineData("GPL-3.0-only", "GPL-2.0-or-later", Ruling.NotAllowed)]
    [InlineData("GPL-2.0-or-later", "GPL-2.0-only", Ruling.Allowed)]
    [InlineData("GPL-2.0-or-later", "GPL-3.0-only", Ruling.Allowed)]
    [InlineData("GPL-3.0-or-later", "GPL-2.0-only", Ruling.NotAllowed)]
    [InlineData("GPL-2.0-or-later", "AGPL-3.0-only", Ruling.NotAllowed)]
    [InlineData("GPL-2.0-or-later", "LGPL-3.0-only", Ruling.NotAllowed)]
    [InlineData("CC-BY-NC-ND-2.5+", "CC-BY-NC-ND-4.0", Ruling.Allowed)]
    [InlineData("CC-BY-NC-ND-2.5+", "CC-BY-NC-4.0", Ruling.NotAllowed)]
    [InlineData("GFDL-1.2-invariants-or-later", "GFDL-1.3-invariants-only", Ruling.Allowed)]
    [InlineData("GFDL-1.2-invariants-or-later", "GFDL-1.3-only", Ruling.NotAllowed)]
    [InlineData("BSD-2-Clause+", "BSD-3-Clause", Ruling.NotAllowed)]
    [InlineData("LPPL-1.3a+", "LPPL-1.3c", Ruling.Allowed)]
    [InlineData("LPPL-1.3c+", "LPPL-1.3a", Ruling.NotAllowed)]
    [InlineData("MIT+", "MIT", Ruling.Allowed)]
    [InlineData("Apache-2.0 WITH LLVM-exception", "Apache-2.0", Ruling.NotAllowed)]
    [InlineData("Apache-2.0 WITH LLVM-exception", "Apache-2.0 WITH llvm-exception", Ruling.Allowed)]
    [InlineData("Apache-2.0", "Apache-2.0 WITH LLVM-exception", Ruling.NotAllowed)]
    [InlineData("GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0", Ruling.Allowed)]
    public void Strict_rules_judge_the_tree(string expression, string allow, Ruling expected) =>
        Assert.Equal(expected, Judge(expression, allow, "", lenient: false).Ruling);

    [Theory]
    [InlineData("GPL-2.0-only", "GPL-2.0-or-later", Ruling.Allowed)]
    [InlineData("GPL-3.0-only", "GPL-2.0-or-later", Ruling.Allowed)]
    [InlineData("GPL-1.0-only", "GPL-2.0-or-later", Ruling.NotAllowed)]
    [InlineData("GPL-3.0-only", "GPL-2.0-only", Ruling.NotAllowed)]
    [InlineData("MPL-2.0", "MPL-1.1+", Ruling.Allowed)]
    [InlineData("MIT AND LicenseRef-x", "MIT", Ruling.Unknown)]
    [InlineData("Apache-2.0 WITH LLVM-exception", "Apache-2.0", Ruling.NotAllowed)]
    public void Lenient_rules_let_an_allowed_or_later_stand_for_later_versions(string expression, string allow, Ruling expected) =>
        Assert.Equal(expected, Judge(expression, allow, "", lenient: true).Ruling);

    [Theory]
    [InlineData("MIT", "MIT", "MIT", Ruling.NotAllowed)]
    [InlineData("GPL-3.0-only", "GPL-3.0-only", "GPL-2.0-or-later", Ruling.NotAllowed)]
    [InlineData("GPL-2.0-or-later", "GPL-2.0-only,GPL-3.0-only", "GPL-2.0-only", Ruling.Allowed)]
    [InlineData("GPL-2.0-or-later", "GPL-2.0-only", "GPL-2.0-only", Ruling.NotAllowed)]
    [InlineData("GPL-2.0-only WITH Classpath-exception-2.0", "MIT", "GPL-2.0-only", Ruling.NotAllowed)]
    [InlineData("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only", Ruling.Allowed)]
    [InlineData("LicenseRef-x", "MIT", "LicenseRef-x", Ruling.NotAllowed)]
    [InlineData("MIT OR GPL-3.0-only", "MIT", "GPL-3.0-only", Ruling.Allowed)]
    public void Denied_licences_win(string expression, string allow, string deny, Ruling expected) =>
        Assert.Equal(expected, Judge(expression, allow, deny, lenient: false).Ruling);

    [Theory]
    [InlineData("MIT OR ISC", "without AND and OR")]
    [InlineData("MTI", "'MTI' is not an id")]
    [InlineData("NOASSERTION", "each entry is one licence")]
    public void An_entry_that_is_not_one_licence_is_a_problem(string entry, string expected)
    {
        var (_, problems) = LicenceRules.Create(["MIT", entry], []);

        Assert.Contains(expected, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void The_reason_names_what_decided()
    {
        Assert.Equal("GPL-3.0-only is not on the list of allowed licences", Judge("MIT AND GPL-3.0", "MIT", "", false).Reason);
        Assert.Equal("GPL-2.0-or-later offers GPL-3.0-only, which is allowed", Judge("GPL-2.0+", "GPL-3.0", "", false).Reason);
        Assert.Equal(
            "ISC is not on the list of allowed licences; GPL-3.0-only is denied", Judge("ISC OR GPL-3.0-only", "MIT", "GPL-3.0-only", false).Reason);
    }

    private static LicenceRuling Judge(string expression, string allow, string deny, bool lenient)
    {
        var (rules, problems) = LicenceRules.Create(Split(allow), Split(deny), lenient);
        Assert.Empty(problems);
        return rules.Judge(SpdxExpression.Read(expression).Expression!);
    }

    private static string[] Split(string ids) => ids.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
