using Steward.Stages.Testing.Results.Formats.Xml;

namespace Steward.Stages.Testing.Results.Formats.NUnit;

/// <summary>A suite that is open: an assembly, a namespace, a fixture, or the rows of one method.</summary>
/// <param name="xml">Stands on its beginning.</param>
/// <param name="badBefore">The tests not in order before it.</param>
internal sealed class NUnitSuite(XmlScanner xml, int badBefore)
{
    private readonly bool _isBad = xml.Common("result"u8) is "Failed" or "Failure" or "Error" or "Cancelled" && xml.Common("site"u8) != "Parent";
    private readonly bool _isTearDown = xml.Common("site"u8) == "TearDown";

    /// <summary>Its full name.</summary>
    public string Name { get; } = xml.GroupOf("fullname"u8) ?? xml.GroupOf("name"u8) ?? "";

    /// <summary>Whether it only holds the rows of one method.</summary>
    public bool IsOneMethod { get; } = xml.Common("type"u8) is "ParameterizedMethod" or "ParameterizedTest" or "GenericMethod" or "Theory";

    public bool HasCases { get; set; }

    public bool HasFailure { get; set; }

    public string? Message { get; set; }

    /// <summary>
    /// Whether it failed by itself, in its set-up or because it could not be loaded, so that no test in it shows the failure; or in its tear-down,
    /// after its tests. A suite fails also because a test in it does, or the suite around it: then those tell it.
    /// </summary>
    public bool FailsByItself(int badNow) => (_isTearDown && HasFailure) || (_isBad && badNow == badBefore);
}
