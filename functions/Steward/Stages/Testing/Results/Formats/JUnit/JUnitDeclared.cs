using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.JUnit;

/// <summary>What a suite declares. Tools name the tests that did not run in several ways.</summary>
internal static class JUnitDeclared
{
    public static DeclaredCounts? By(XmlScanner xml)
    {
        // Catch2 fills the host's name with "tbd" and counts assertions, not tests (catch_reporter_junit.cpp).
        if (xml.TryGet("hostname"u8, out var host) && host.SequenceEqual("tbd"u8)) return null;
        var declared = new DeclaredCounts(xml.CountOf("tests"u8), xml.CountOf("failures"u8), xml.CountOf("errors"u8), Skipped(xml));
        return declared.IsSilent ? null : declared;
    }

    /// <summary>Tests that nobody asked for: xUnit.net counts them and does not list them, GoogleTest does both.</summary>
    public static long Disabled(XmlScanner xml) => Math.Min(xml.CountOf("disabled"u8) ?? 0, int.MaxValue);

    // GoogleTest declares disabled tests beside skipped ones, and on its root the disabled ones alone.
    private static long? Skipped(XmlScanner xml) =>
        (xml.CountOf("skipped"u8) ?? xml.CountOf("skips"u8) ?? xml.CountOf("ignored"u8)) is { } skipped
            ? Math.Min(skipped, int.MaxValue) + Disabled(xml)
            : null;
}
