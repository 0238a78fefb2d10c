namespace Steward.Stages.Security.Licences.Detection.Headers;

/// <summary>Names under which licences are known beside those of the list: of families whose version follows, and of single licences.</summary>
internal static class Families
{
    /// <summary>A family's name in normalised words, the beginning of its ids, and the version that is meant where none is named; null where that says nothing.</summary>
    public static IReadOnlyList<(string Name, string Root, string? Version)> Versioned { get; } =
    [
        ("apache license", "Apache", null), ("apache software license", "Apache", null), ("apache public license", "Apache", null), ("apache", "Apache", null),
        ("mozilla public license", "MPL", null), ("mpl", "MPL", null), ("netscape public license", "NPL", null),
        ("eclipse public license", "EPL", null), ("epl", "EPL", null), ("eclipse distribution license", "EDL", null), ("common public license", "CPL", "1.0"),
        ("common development and distribution license", "CDDL", null), ("cddl", "CDDL", null), ("boost software license", "BSL", "1.0"), ("boost license", "BSL", "1.0"),
        ("academic free license", "AFL", null), ("open software license", "OSL", null), ("sil open font license", "OFL", "1.1"), ("open font license", "OFL", "1.1"),
        ("european union public license", "EUPL", null), ("eupl", "EUPL", null), ("artistic license", "Artistic", null), ("cecill", "CECILL", null),
        ("cc0", "CC0", "1.0"), ("creative commons zero", "CC0", "1.0"), ("zope public license", "ZPL", null), ("microsoft public license", "MS-PL", ""), ("ms pl", "MS-PL", ""),
        ("universal permissive license", "UPL", "1.0"), ("do what the fuck you want to public license", "WTFPL", ""), ("server side public license", "SSPL", "1.0"),
        ("business source license", "BUSL", "1.1"), ("blue oak model license", "BlueOak", "1.0.0"), ("open data commons open database license", "ODbL", "1.0"),
        ("w3c software notice and license", "W3C", ""), ("php license", "PHP", null), ("ibm public license", "IPL", "1.0"), ("sun industry standards source license", "SISSL", ""),
    ];

    /// <summary>Names of single licences.</summary>
    public static IReadOnlyList<(string Name, string Id)> Single { get; } =
    [
        ("mit license", "MIT"), ("mit x11 license", "MIT"), ("mit style license", "MIT"), ("expat license", "MIT"), ("mit expat license", "MIT"), ("mit", "MIT"), ("isc license", "ISC"), ("isc", "ISC"),
        ("x11 license", "X11"), ("zlib license", "Zlib"), ("zlib libpng license", "Zlib"), ("unlicense", "Unlicense"), ("wtfpl", "WTFPL"), ("beerware", "Beerware"), ("upl", "UPL-1.0"),
        ("bsd 3 clause", "BSD-3-Clause"), ("3 clause bsd", "BSD-3-Clause"), ("three clause bsd", "BSD-3-Clause"), ("bsd three clause", "BSD-3-Clause"), ("new bsd", "BSD-3-Clause"),
        ("modified bsd", "BSD-3-Clause"), ("revised bsd", "BSD-3-Clause"), ("bsd 2 clause", "BSD-2-Clause"), ("2 clause bsd", "BSD-2-Clause"), ("two clause bsd", "BSD-2-Clause"),
        ("simplified bsd", "BSD-2-Clause"), ("freebsd license", "BSD-2-Clause"), ("3clause bsd", "BSD-3-Clause"), ("2clause bsd", "BSD-2-Clause"), ("bsd 3clause", "BSD-3-Clause"), ("bsd 2clause", "BSD-2-Clause"),
        ("4 clause bsd", "BSD-4-Clause"), ("original bsd", "BSD-4-Clause"), ("4clause bsd", "BSD-4-Clause"), ("0bsd", "0BSD"), ("zero clause bsd", "0BSD"),
        ("psf license", "PSF-2.0"), ("python software foundation license", "PSF-2.0"), ("ruby license", "Ruby"), ("vim license", "Vim"), ("openssl license", "OpenSSL"), ("ncsa license", "NCSA"),
        // The sentence of the Go and Chromium projects, whose licence is this one.
        ("governed by a bsdstyle license that can be found in", "BSD-3-Clause"),
        ("same terms as perl itself", "Artistic-1.0-Perl OR GPL-1.0-or-later"), ("same terms as the perl 5 programming language", "Artistic-1.0-Perl OR GPL-1.0-or-later"),
    ];

    /// <summary>Names that say that there is a licence and not which one.</summary>
    public static IReadOnlyList<string> Vague { get; } = ["bsd license", "bsd style license", "bsdstyle license", "bsd", "artistic license"];
}
