using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Trx;

/// <summary>The classes of the tests by their ids, as a file's definitions tell them.</summary>
internal sealed class TrxClasses
{
    // Tests beyond it are known by their names alone.
    private const int Max = 1_000_000;
    private readonly Dictionary<ulong, string> _byId = [];

    /// <summary>Reads the definitions of a file, as far as they can be read: what is broken is told by the reading of its results.</summary>
    public static TrxClasses Of(Stream report)
    {
        using var source = new XmlSource(report);
        var (xml, classes, id) = (new XmlScanner(source.Utf8), new TrxClasses(), 0ul);
        try
        {
            while (xml.Read())
            {
                if (xml.Token != XmlToken.Start) continue;
                if (xml.Name == "UnitTest") id = IdOf(xml, "id"u8);
                else if (xml.Name == "TestMethod") classes.Add(id, xml.GroupOf("className"u8));
            }
        }
        catch (ReportBrokenException)
        {
            return classes;
        }

        return classes;
    }

    /// <summary>The class of the test whose id stands in an attribute; null when it is not known.</summary>
    public string? Find(XmlScanner xml) => _byId.GetValueOrDefault(IdOf(xml, "testId"u8));

    // className can be assembly-qualified: "Shop.CartTests, Shop.Tests, Version=1.0.0.0".
    private void Add(ulong id, string? className)
    {
        if (id == 0 || string.IsNullOrEmpty(className) || _byId.Count >= Max) return;
        var end = className.IndexOf(',', StringComparison.Ordinal);
        _byId[id] = end < 0 ? className : className[..end].Trim();
    }

    // Ids are GUIDs; upper and lower case are the same. 0: there is none.
    private static ulong IdOf(XmlScanner xml, ReadOnlySpan<byte> attribute)
    {
        if (!xml.TryGet(attribute, out var id)) return 0;
        var hash = 0xCBF29CE484222325;
        foreach (var c in id) hash = (hash ^ (c is >= (byte)'A' and <= (byte)'Z' ? c + 32u : c)) * 0x100000001B3;
        return hash;
    }
}
