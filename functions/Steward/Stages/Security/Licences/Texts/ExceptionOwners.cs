using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Detection;

/// <summary>
/// To which licences an exception belongs. The SPDX list tells it in words beside each exception: nearly all are of the GNU licences; the others stand here.
/// </summary>
internal static class ExceptionOwners
{
    private static readonly Dictionary<string, string[]> _others = new(StringComparer.Ordinal)
    {
        ["LLVM-exception"] = ["Apache-2.0"], ["Swift-exception"] = ["Apache-2.0"], ["SHL-2.0"] = ["Apache-2.0"], ["SHL-2.1"] = ["Apache-2.0"],
        ["fmt-exception"] = ["MIT"], ["QPL-1.0-INRIA-2004-exception"] = ["QPL-1.0"], ["UBDL-exception"] = ["GPL-2.0"],
        ["GCC-exception-3.1"] = ["GPL-3.0"], ["GPL-3.0-interface-exception"] = ["GPL-3.0", "AGPL-3.0"], ["GPL-3.0-linking-exception"] = ["GPL-3.0", "AGPL-3.0"],
        ["GPL-3.0-linking-source-exception"] = ["GPL-3.0", "AGPL-3.0"], ["Autoconf-exception-3.0"] = ["GPL-3.0"], ["Autoconf-exception-generic-3.0"] = ["GPL-3.0"],
        ["Qt-GPL-exception-1.0"] = ["GPL-3.0"], ["LGPL-3.0-linking-exception"] = ["LGPL-3.0"], ["Linux-syscall-note"] = ["GPL-2.0", "GPL-1.0", "LGPL-2.0", "LGPL-2.1"],
        ["OCaml-LGPL-linking-exception"] = ["LGPL-2.0", "LGPL-2.1", "LGPL-3.0"], ["Qt-LGPL-exception-1.1"] = ["LGPL-2.1"], ["Nokia-Qt-exception-1.1"] = ["LGPL-2.1"],
        ["OCCT-exception-1.0"] = ["LGPL-2.1"], ["KiCad-libraries-exception"] = ["CC-BY-SA-4.0"], ["LLGPL"] = ["LGPL-2.0", "LGPL-2.1", "LGPL-3.0"], ["LZMA-exception"] = ["CPL-1.0"],
    };

    /// <summary>True when one belongs to a licence, whatever versions it grants.</summary>
    /// <param name="exception">The exception's id.</param>
    /// <param name="licence">The licence, without an exception.</param>
    public static bool Belongs(string exception, SpdxTerm licence) =>
        _others.TryGetValue(exception, out var owners) ? owners.Contains(licence.Root, StringComparer.Ordinal)
        : licence.Style == SpdxTermStyle.Gnu && !licence.Root.StartsWith("GFDL", StringComparison.Ordinal);
}
