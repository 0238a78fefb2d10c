using System.Text;
using System.Xml;
using System.Xml.Linq;
using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Locks;

/// <summary>Opens XML without entities and with bounds; what is wrong becomes a sentence with its place.</summary>
internal static class LockXml
{
    private const int MaxDepth = 64;
    private const int MaxCharacters = 8 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters, IgnoreComments = true, IgnoreProcessingInstructions = true,
    };

    /// <summary>The root, or a problem.</summary>
    public static (XElement? Root, string? Problem) Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            if (content.Length > MaxCharacters) return (null, $"The file has more than {MaxCharacters} bytes.");
            var text = Encoding.UTF8.GetString(content.Span).TrimStart('\uFEFF');
            if (TooDeep(text) is { } deep) return (null, deep);
            using var reader = XmlReader.Create(new StringReader(text), Settings);
            return XDocument.Load(reader, LoadOptions.SetLineInfo).Root is { } root ? (root, null) : (null, "The file has no element.");
        }
        catch (XmlException failure)
        {
            return (null, $"This is not valid XML at line {Math.Max(1, failure.LineNumber)}. Restore the file.");
        }
    }

    /// <summary>The line of an element, from 1.</summary>
    public static int LineOf(XElement element) => ((IXmlLineInfo)element).LineNumber;

    /// <summary>The first child of a local name, whatever its namespace.</summary>
    public static XElement? Child(XElement? parent, string name) => parent?.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    /// <summary>The trimmed text of a child; null when it is not there or empty.</summary>
    public static string? TextOf(XElement? parent, string name) => Child(parent, name)?.Value.Trim() is { Length: > 0 } text ? Texts.Clip(text, 500) : null;

    // The tree is walked with recursion by what builds and reads it.
    private static string? TooDeep(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), Settings);
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth) return $"The file is nested more than {MaxDepth} levels deep.";
        }

        return null;
    }
}
