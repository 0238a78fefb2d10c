using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.NUnit;

/// <summary>
/// What a run declares. Some versions of NUnit 2 leave the tests that did not run out of their total; NUnit 3 has them in, and its
/// <c>testcasecount</c> also has those that a filter left out.
/// </summary>
internal static class NUnitDeclared
{
    public static DeclaredCounts By(XmlScanner xml)
    {
        var total = xml.CountOf("total"u8);
        if (xml.Name == "test-run")
            return new DeclaredCounts(total, xml.CountOf("failed"u8), null, Sum(xml.CountOf("skipped"u8), xml.CountOf("inconclusive"u8)));
        var notRun = xml.CountOf("not-run"u8);
        return new DeclaredCounts(total is null ? null : Sum(total, notRun), xml.CountOf("failures"u8), Sum(xml.CountOf("errors"u8), xml.CountOf("invalid"u8)));
    }

    private static long? Sum(long? a, long? b) =>
        a is null && b is null ? null : Math.Min(a ?? 0, int.MaxValue) + Math.Min(b ?? 0, int.MaxValue);
}
