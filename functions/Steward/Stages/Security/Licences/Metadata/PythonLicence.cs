using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Metadata;

/// <summary>
/// What a Python package says in its core metadata: <c>License-Expression</c> (PEP 639), else its classifiers where exactly one names a licence,
/// else <c>License</c>, which may hold anything, whole texts too.
/// </summary>
public static class PythonLicence
{
    private const int MaxHeader = 500;
    private const string Classifier = "License :: OSI Approved :: ";

    // Classifiers that name one licence in one version; the others ("BSD License") leave open which.
    private static readonly Dictionary<string, string> Classifiers = new(StringComparer.Ordinal)
    {
        ["MIT License"] = "MIT",
        ["MIT No Attribution License (MIT-0)"] = "MIT-0",
        ["Apache Software License"] = "Apache-2.0",
        ["ISC License (ISCL)"] = "ISC",
        ["Mozilla Public License 2.0 (MPL 2.0)"] = "MPL-2.0",
        ["Python Software Foundation License"] = "PSF-2.0",
        ["The Unlicense (Unlicense)"] = "Unlicense",
        ["Boost Software License 1.0 (BSL-1.0)"] = "BSL-1.0",
        ["zlib/libpng License"] = "Zlib",
        ["Zope Public License"] = "ZPL-2.1",
        ["GNU General Public License v2 (GPLv2)"] = "GPL-2.0-only",
        ["GNU General Public License v2 or later (GPLv2+)"] = "GPL-2.0-or-later",
        ["GNU General Public License v3 (GPLv3)"] = "GPL-3.0-only",
        ["GNU General Public License v3 or later (GPLv3+)"] = "GPL-3.0-or-later",
        ["GNU Lesser General Public License v2 or later (LGPLv2+)"] = "LGPL-2.0-or-later",
        ["GNU Lesser General Public License v3 (LGPLv3)"] = "LGPL-3.0-only",
        ["GNU Lesser General Public License v3 or later (LGPLv3+)"] = "LGPL-3.0-or-later",
        ["GNU Affero General Public License v3"] = "AGPL-3.0-only",
        ["GNU Affero General Public License v3 or later (AGPLv3+)"] = "AGPL-3.0-or-later",
        ["European Union Public Licence 1.2 (EUPL 1.2)"] = "EUPL-1.2",
    };

    /// <summary>The licence of a METADATA file: headers as in mail, before the first empty line.</summary>
    public static DeclaredLicence ReadMetadata(string text, string source)
    {
        var headers = new List<(string Name, string Value)>();
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            if (line[0] is not (' ' or '\t') && line.Split(':', 2) is [var name, var value]) headers.Add((name, value.Trim()));
        }

        string? Header(string name) => headers.Find(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return Of(Header("License-Expression"), Header("License"), headers.Where(h => h.Name == "Classifier").Select(h => h.Value), source);
    }

    /// <summary>The licence of its three fields.</summary>
    public static DeclaredLicence Of(string? expression, string? licence, IEnumerable<string> classifiers, string source)
    {
        if (!string.IsNullOrWhiteSpace(expression)) return DeclaredText.Of(expression, source);
        var named = classifiers.Where(c => c.StartsWith(Classifier, StringComparison.Ordinal)).Select(c => c[Classifier.Length..]).Distinct(StringComparer.Ordinal).ToList();
        // What reads as an expression says more than a classifier; several classifiers never said whether all hold or one may be chosen.
        var field = DeclaredText.Of(licence is { Length: <= MaxHeader } && licence is not ("UNKNOWN" or "Dual License") ? licence : null, source);
        if (field.Form == LicenceForm.Expression) return field;
        if (named is [var one] && Classifiers.TryGetValue(one, out var id)) return new DeclaredLicence(LicenceForm.Expression, id, source);
        return field.Form == LicenceForm.Words || named.Count == 0 ? field : new DeclaredLicence(LicenceForm.Words, Texts.Clip(string.Join("; ", named), MaxHeader), source);
    }
}
