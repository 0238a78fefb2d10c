using Steward.Stages.Security.Licences.Spdx;
using Xunit;

namespace Steward.UnitTests.Security;

public sealed class SpdxExpressionTests
{
    [Theory]
    [InlineData("MIT", "MIT")]
    [InlineData("  mit ", "MIT")]
    [InlineData("apache-2.0 or mit", "Apache-2.0 OR MIT")]
    [InlineData("(MIT)", "MIT")]
    [InlineData("((MIT OR ISC)) AND Zlib", "(MIT OR ISC) AND Zlib")]
    [InlineData("(MIT AND ISC) OR Zlib", "MIT AND ISC OR Zlib")]
    [InlineData("MIT OR (ISC OR Zlib)", "MIT OR ISC OR Zlib")]
    [InlineData("GPL-2.0", "GPL-2.0-only")]
    [InlineData("GPL-2.0+", "GPL-2.0-or-later")]
    [InlineData("gpl-2.0-OR-LATER", "GPL-2.0-or-later")]
    [InlineData("GPL-2.0-or-later+", "GPL-2.0-or-later")]
    [InlineData("LGPL-2.1 WITH classpath-EXCEPTION-2.0", "LGPL-2.1-only WITH Classpath-exception-2.0")]
    [InlineData("GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0")]
    [InlineData("eCos-2.0", "GPL-2.0-or-later WITH eCos-exception-2.0")]
    [InlineData("BSD-2-Clause-FreeBSD", "BSD-2-Clause-Views")]
    [InlineData("StandardML-NJ", "SMLNJ")]
    [InlineData("MPL-1.1+", "MPL-1.1+")]
    [InlineData("LicenseRef-Our-Own AND MIT", "LicenseRef-Our-Own AND MIT")]
    [InlineData("DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2", "DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2")]
    [InlineData("Apache-2.0 WITH LLVM-exception", "Apache-2.0 WITH LLVM-exception")]
    [InlineData("MIT WITH AdditionRef-ours", "MIT WITH AdditionRef-ours")]
    [InlineData("noassertion", "NOASSERTION")]
    [InlineData("LGPL-2.1-only OR MIT AND BSD-3-Clause", "LGPL-2.1-only OR MIT AND BSD-3-Clause")]
    public void An_expression_is_written_in_its_normalised_form(string text, string normalised)
    {
        var reading = SpdxExpression.Read(text);

        Assert.Null(reading.Problem);
        Assert.Equal(normalised, reading.Expression!.ToString());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("   ", "empty")]
    [InlineData("MIT AND", "Position 8: a licence id is expected, but the text ends.")]
    [InlineData("MIT ISC", "Position 5: AND, OR or the end is expected, not 'ISC'.")]
    [InlineData("OR MIT", "Position 1: a licence id is expected, not 'OR'.")]
    [InlineData("(MIT OR ISC", "Position 12: ')' is expected, but the text ends.")]
    [InlineData("MIT)", "Position 4:")]
    [InlineData("()", "Position 2: a licence id is expected")]
    [InlineData("MIT OR Nonsense-1.0", "Position 8: 'Nonsense-1.0' is not an id of the SPDX licence list.")]
    [InlineData("MIT WITH Nonsense", "Position 10: 'Nonsense' is not an exception")]
    [InlineData("MIT/ISC", "Position 4: '/' is no operator; write OR or AND.")]
    [InlineData("GPL-2.0 +", "Position 9: a '+' stands directly behind the id")]
    [InlineData("GPL-2.0-only+", "says both")]
    [InlineData("(MIT OR ISC) WITH LLVM-exception", "Position 14:")]
    [InlineData("GPL-2.0-with-GCC-exception WITH LLVM-exception", "carries the exception GCC-exception-2.0 already")]
    [InlineData("LicenseRef-", "is not an id")]
    [InlineData("LicenseRef-a+", "a reference has no '+'")]
    [InlineData("MIT\u0000", "Position 4: a control character.")]
    [InlineData("SEE LICENSE IN LICENSE.txt", "Position 1: 'SEE'")]
    [InlineData("MIT “OR” ISC", "Position 5:")]
    public void What_is_wrong_is_said_with_its_position(string text, string expected)
    {
        var reading = SpdxExpression.Read(text);

        Assert.Null(reading.Expression);
        Assert.Contains(expected, reading.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_id_of_the_list_is_read_and_every_deprecated_one_has_a_form_of_today()
    {
        foreach (var id in SpdxList.Current.Licences.Concat(SpdxList.Current.Deprecated))
        {
            var normalised = SpdxExpression.Read(id).Expression!.ToString();
            Assert.Equal(normalised, SpdxExpression.Read(normalised).Expression!.ToString());
            Assert.Equal(normalised, SpdxExpression.Read(id.ToUpperInvariant()).Expression!.ToString());
        }

        // Net-SNMP is a bundle of licences that no expression of today stands for; it keeps its id.
        Assert.Equal(["Net-SNMP"], SpdxList.Current.Deprecated.Where(d => SpdxExpression.Read(d).Expression!.ToString() == d));
    }

    [Fact]
    public void Size_and_depth_are_bounded()
    {
        var deep = new string('(', 65) + "MIT" + new string(')', 65);
        var longOne = string.Join(" OR ", Enumerable.Repeat("MIT", 1000));

        Assert.Contains("more than 64 nested parentheses", SpdxExpression.Read(deep).Problem, StringComparison.Ordinal);
        Assert.Contains("more than 4096 characters", SpdxExpression.Read(longOne).Problem, StringComparison.Ordinal);
        Assert.NotNull(SpdxExpression.Read(deep[1..^1]).Expression);
    }
}
