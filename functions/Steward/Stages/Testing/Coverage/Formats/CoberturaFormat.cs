using System.Xml;
using Steward.Stages.Testing.Coverage.Reading;

namespace Steward.Stages.Testing.Coverage.Formats;

/// <summary>
/// Cobertura's XML (<c>coverage-04.dtd</c>), as coverlet, coverage.py, gcovr, istanbul, PHPUnit and many more write it. Its paths are relative to one of its
/// <c>sources</c>, or absolute.
/// </summary>
public sealed class CoberturaFormat : ICoverageFormat
{
    /// <inheritdoc/>
    public string Name => "Cobertura";

    /// <inheritdoc/>
    public bool Recognises(CoverageHead head) =>
        head.XmlRoot == "coverage" && (head.Has("line-rate=") || head.Has("<packages") || head.Has("<sources"));

    /// <inheritdoc/>
    public void Read(Stream report, CoverageBuilder builder)
    {
        using var reader = CoverageXml.Open(report);
        var reading = new Reading(reader, builder);
        while (reader.Step()) reading.OnNode();
    }

    private sealed class Reading(XmlReader reader, CoverageBuilder builder)
    {
        private readonly List<(long? Number, long? Hits)> _ofMethods = [];
        private CoverageFileBuilder? _file;
        private bool _inSource;
        private bool _inMethods;
        private bool _hasLines;

        public void OnNode()
        {
            if (reader.NodeType == XmlNodeType.Element) OnElement(reader.IsEmptyElement);
            else if (reader.NodeType == XmlNodeType.EndElement) OnEnd();
            else if (_inSource && reader.HasValue) builder.Root(reader.Value);
        }

        private void OnElement(bool isEmpty)
        {
            switch (reader.LocalName)
            {
                case "source": _inSource = !isEmpty; break;
                case "class": (_file, _hasLines) = (builder.File(reader.GetAttribute("filename")), false); break;
                case "methods": _inMethods = !isEmpty; break;
                case "line": OnLine(); break;
            }
        }

        // The lines of methods stand a second time below their class; istanbul puts the heads of functions there too, which it does not count itself.
        private void OnLine()
        {
            var line = (Number: reader.Whole("number"), Hits: reader.Whole("hits"));
            if (_file is null) return;
            if (_inMethods) _ofMethods.Add(line);
            else TakeOwn(line.Number, line.Hits);
        }

        private void TakeOwn(long? number, long? hits)
        {
            _hasLines = true;
            _file!.Line(number, hits);
            if (reader.GetAttribute("condition-coverage") is { } conditions) OnConditions(conditions);
        }

        // "50% (1/2)"
        private void OnConditions(string text)
        {
            var (open, slash, close) = (text.IndexOf('('), text.IndexOf('/'), text.IndexOf(')'));
            if (open < 0 || slash < open || close < slash) return;
            if (CoverageXml.Whole(text[(open + 1)..slash]) is { } taken && CoverageXml.Whole(text[(slash + 1)..close]) is { } all) _file!.Branches(all, taken);
        }

        private void OnEnd()
        {
            if (reader.LocalName == "source") _inSource = false;
            else if (reader.LocalName == "methods") _inMethods = false;
            else if (reader.LocalName == "class") EndClass();
        }

        private void EndClass()
        {
            foreach (var (number, hits) in _hasLines ? [] : _ofMethods) _file?.Line(number, hits);
            _ofMethods.Clear();
            _file = null;
        }
    }
}
