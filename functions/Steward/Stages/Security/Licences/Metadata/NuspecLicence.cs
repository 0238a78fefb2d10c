using System.Xml;
using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Metadata;

/// <summary>Reads the licence out of a nuspec: <c>&lt;license type="expression|file"&gt;</c>, else the older <c>&lt;licenseUrl&gt;</c>.</summary>
public static class NuspecLicence
{
    private const int MaxText = 500;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 1024 * 1024, IgnoreComments = true, Async = false,
    };

    /// <summary>Reads a nuspec. Invalid when it is no XML.</summary>
    public static DeclaredLicence Read(Stream nuspec, string source)
    {
        try
        {
            return Find(nuspec, source);
        }
        catch (XmlException broken)
        {
            throw StewardException.Invalid($"The nuspec from the {source} is not valid XML: {broken.Message}", broken);
        }
    }

    private static DeclaredLicence Find(Stream nuspec, string source)
    {
        using var reader = XmlReader.Create(nuspec, Settings);
        string? address = null;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.Depth != 2) continue;
            if (reader.LocalName == "license") return Licence(reader, source);
            if (reader.LocalName == "licenseUrl") address = ReadText(reader);
        }

        return string.IsNullOrEmpty(address) ? new DeclaredLicence(LicenceForm.None, null, source) : Address(address, source);
    }

    private static DeclaredLicence Licence(XmlReader reader, string source)
    {
        var form = reader.GetAttribute("type") switch
        {
            "expression" => LicenceForm.Expression,
            "file" => LicenceForm.File,
            _ => LicenceForm.Words,
        };
        return new DeclaredLicence(form, ReadText(reader), source);
    }

    // The documented page https://licenses.<gallery>/<expression>: the address that packages with an expression carry for old clients.
    private static DeclaredLicence Address(string text, string source)
    {
        var words = new DeclaredLicence(LicenceForm.Words, text, source);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps) return words;
        if (!address.Host.StartsWith("licenses.", StringComparison.OrdinalIgnoreCase)) return words;
        var expression = Uri.UnescapeDataString(address.AbsolutePath.Trim('/'));
        return Spdx.SpdxExpression.Read(expression).Expression is null
            ? words : new DeclaredLicence(LicenceForm.Expression, expression, source);
    }

    // Reads the text without moving past the element's end, so that a sibling that follows at once is not skipped.
    private static string ReadText(XmlReader reader)
    {
        using var inner = reader.ReadSubtree();
        inner.Read();
        return Texts.Clip(inner.ReadElementContentAsString().Trim(), MaxText);
    }
}
