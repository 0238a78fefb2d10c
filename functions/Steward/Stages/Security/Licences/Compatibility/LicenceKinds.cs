using System.Collections.Frozen;
using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Compatibility;

/// <summary>
/// The kinds of the usual licences (docs/licence-policy.md gives reasons and sources). What is not listed is of no kind: nothing is concluded
/// about it. Keys are roots of terms: without <c>-only</c>, <c>-or-later</c> and <c>+</c>.
/// </summary>
public static class LicenceKinds
{
    private static readonly FrozenDictionary<string, LicenceKind> Kinds = new Dictionary<LicenceKind, string[]>
    {
        [LicenceKind.PublicDomain] = ["0BSD", "CC0-1.0", "MIT-0", "Unlicense", "WTFPL"],
        [LicenceKind.Permissive] =
        [
            "MIT", "ISC", "BSD-1-Clause", "BSD-2-Clause", "BSD-2-Clause-Patent", "BSD-3-Clause", "BSD-3-Clause-Clear", "Apache-2.0", "BSL-1.0", "Zlib", "zlib-acknowledgement", "X11",
            "BlueOak-1.0.0", "PSF-2.0", "Python-2.0", "CNRI-Python", "Unicode-DFS-2016", "Unicode-3.0", "NCSA", "PostgreSQL", "curl", "libpng-2.0", "Libpng", "FTL", "MS-PL",
            "AFL-3.0", "UPL-1.0", "HPND", "W3C", "OpenSSL", "CC-BY-3.0", "CC-BY-4.0", "MIT-CMU", "Artistic-2.0", "JSON", "BSD-4-Clause", "Apache-1.1", "Ruby", "PHP-3.01", "ICU", "TCL", "ZPL-2.1",
        ],
        [LicenceKind.WeakCopyleft] = ["LGPL-2.0", "LGPL-2.1", "LGPL-3.0", "MPL-1.1", "MPL-2.0", "MPL-2.0-no-copyleft-exception", "EPL-1.0", "EPL-2.0", "CDDL-1.0", "CDDL-1.1", "CPL-1.0", "MS-RL"],
        [LicenceKind.StrongCopyleft] = ["GPL-1.0", "GPL-2.0", "GPL-3.0", "OSL-3.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "Sleepycat"],
        [LicenceKind.NetworkCopyleft] = ["AGPL-1.0", "AGPL-3.0", "SSPL-1.0", "EUPL-1.1", "EUPL-1.2"],
    }.SelectMany(k => k.Value.Select(id => (id, k.Key))).ToFrozenDictionary(p => p.id, p => p.Key, StringComparer.Ordinal);

    // With these a strong licence lets others link to the work: it reaches no further than a weak one.
    private static readonly FrozenSet<string> Linking = FrozenSet.ToFrozenSet(
        ["Classpath-exception-2.0", "GCC-exception-2.0", "GCC-exception-3.1", "OpenJDK-assembly-exception-1.0", "LGPL-3.0-linking-exception", "GPL-3.0-linking-exception", "GPL-3.0-linking-source-exception", "FLTK-exception", "WxWindows-exception-3.1"],
        StringComparer.Ordinal);

    /// <summary>The names under which whole kinds stand in lists of the policy.</summary>
    public static IReadOnlyDictionary<string, LicenceKind> Groups { get; } = new Dictionary<string, LicenceKind>(StringComparer.Ordinal)
    {
        ["public-domain"] = LicenceKind.PublicDomain,
        ["permissive"] = LicenceKind.Permissive,
        ["weak-copyleft"] = LicenceKind.WeakCopyleft,
        ["strong-copyleft"] = LicenceKind.StrongCopyleft,
        ["network-copyleft"] = LicenceKind.NetworkCopyleft,
    };

    /// <summary>The kind of a licence, with its exception; null when nothing is known of it.</summary>
    public static LicenceKind? Of(SpdxTerm term) =>
        term.IsReference || !Kinds.TryGetValue(term.Root, out var kind) ? null
        : term.Exception is null ? kind
        : Linking.Contains(term.Exception) && kind <= LicenceKind.StrongCopyleft ? (LicenceKind)Math.Min((int)kind, (int)LicenceKind.WeakCopyleft)
        : term.Exception is "LLVM-exception" or "Swift-exception" && term.Root == "Apache-2.0" ? kind
        : null;

    /// <summary>The licences of a kind as a list of the policy names them one by one: each as it is, and with "or later" where it has versions.</summary>
    public static IEnumerable<string> In(LicenceKind kind) =>
        Kinds.Where(k => k.Value == kind).Select(k => k.Key).Order(StringComparer.Ordinal)
            .SelectMany(id => SpdxList.Current.Licence($"{id}-or-later") is { } later ? [$"{id}-only", later] : new[] { id });
}
