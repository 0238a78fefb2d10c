using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.XUnit;

/// <summary>
/// What an assembly declares. Tests that nobody asked for (v3's explicit ones) are in every total, but listed only where <c>not-run</c> counts them.
/// </summary>
internal static class XUnitDeclared
{
    public static DeclaredCounts By(XmlScanner xml)
    {
        var (passed, failed, skipped) = (xml.CountOf("passed"u8), xml.CountOf("failed"u8), xml.CountOf("skipped"u8));
        var notRun = Bounded(xml.CountOf("not-run"u8));
        var listed = passed is null ? xml.CountOf("total"u8) : Bounded(passed) + Bounded(failed) + Bounded(skipped) + notRun;
        return new DeclaredCounts(listed, failed, xml.CountOf("errors"u8), skipped is null ? null : Bounded(skipped) + notRun);
    }

    private static long Bounded(long? number) => Math.Min(number ?? 0, int.MaxValue);
}
