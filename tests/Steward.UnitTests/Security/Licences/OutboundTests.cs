using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Compatibility;
using Steward.Stages.Security.Licences.Notices;
using Steward.Stages.Security.Licences.Spdx;
using Xunit;

namespace Steward.UnitTests.Security.Licences;

public sealed class OutboundTests
{
    [Theory]
    [InlineData("MIT", "Apache-2.0", Ruling.Allowed)]
    [InlineData("GPL-2.0-only", "Apache-2.0", Ruling.NotAllowed)]
    [InlineData("AGPL-3.0-or-later", "MIT", Ruling.NotAllowed)]
    [InlineData("MPL-2.0", "Apache-2.0", Ruling.Allowed)]
    [InlineData("LGPL-2.1-only", "MIT", Ruling.Allowed)]
    [InlineData("GPL-2.0-only WITH Classpath-exception-2.0", "MIT", Ruling.Allowed)]
    [InlineData("GPL-2.0-only WITH Bison-exception-2.2", "MIT", Ruling.Unknown)]
    [InlineData("Apache-2.0", "GPL-2.0-only", Ruling.NotAllowed)]
    [InlineData("Apache-2.0", "GPL-2.0-or-later", Ruling.Allowed)]
    [InlineData("Apache-2.0", "GPL-3.0-only", Ruling.Allowed)]
    [InlineData("GPL-2.0-only", "GPL-3.0-only", Ruling.NotAllowed)]
    [InlineData("GPL-2.0-or-later", "GPL-3.0-only", Ruling.Allowed)]
    [InlineData("GPL-3.0-only", "GPL-2.0-only", Ruling.NotAllowed)]
    [InlineData("LGPL-3.0-only", "GPL-2.0-only", Ruling.NotAllowed)]
    [InlineData("LGPL-2.1-only", "GPL-3.0-only", Ruling.Allowed)]
    [InlineData("GPL-3.0-only", "AGPL-3.0-only", Ruling.Allowed)]
    [InlineData("AGPL-3.0-only", "GPL-3.0-only", Ruling.NotAllowed)]
    [InlineData("GPL-2.0-only", "LGPL-2.1-only", Ruling.NotAllowed)]
    [InlineData("MPL-2.0", "GPL-2.0-only", Ruling.Allowed)]
    [InlineData("EPL-1.0", "GPL-3.0-only", Ruling.NotAllowed)]
    [InlineData("EPL-2.0", "GPL-3.0-only", Ruling.Unknown)]
    [InlineData("BSD-4-Clause", "GPL-3.0-only", Ruling.NotAllowed)]
    [InlineData("MIT", "LicenseRef-ours", Ruling.Allowed)]
    [InlineData("GPL-3.0-only", "LicenseRef-ours", Ruling.NotAllowed)]
    [InlineData("Glide", "MIT", Ruling.Unknown)]
    [InlineData("CC0-1.0", "GPL-2.0-only", Ruling.Allowed)]
    public void The_table_says(string inbound, string outbound, Ruling expected) => Assert.Equal(expected, new Outbound(Term(outbound)).Judge(Term(inbound)).Ruling);

    [Theory]
    [InlineData("MIT", "Attribution")]
    [InlineData("0BSD", "")]
    [InlineData("Zlib", "")]
    [InlineData("Apache-2.0", "Attribution Notice")]
    [InlineData("MPL-2.0", "Attribution SourceOffer")]
    [InlineData("MIT OR 0BSD", "")]
    [InlineData("Apache-2.0 AND GPL-3.0-only", "Attribution Notice SourceOffer")]
    [InlineData("LicenseRef-x", "Attribution Notice SourceOffer")]
    public void Licences_oblige(string expression, string expected) =>
        Assert.Equal(expected, string.Join(' ', LicenceObligations.Usual.Of(SpdxExpression.Read(expression).Expression!)));

    private static SpdxTerm Term(string text) => (SpdxTerm)SpdxExpression.Read(text).Expression!;
}
