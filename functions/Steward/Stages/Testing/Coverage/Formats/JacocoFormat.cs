using System.Xml;
using Steward.Stages.Testing.Coverage.Reading;

namespace Steward.Stages.Testing.Coverage.Formats;

/// <summary>
/// JaCoCo's XML (<c>-//JACOCO//DTD Report 1.0/1.1//EN</c>): packages of source files, in groups where a build has modules. A line was executed when any of its
/// instructions was (<c>ci</c> above 0).
/// </summary>
public sealed class JacocoFormat : ICoverageFormat
{
    /// <inheritdoc/>
    public string Name => "JaCoCo";

    /// <inheritdoc/>
    public bool Recognises(CoverageHead head) =>
        head.XmlRoot == "report" && (head.Has("JACOCO") || head.Has("<sessioninfo") || head.Has("<package") || head.Has("<group") || head.Has("<counter"));

    /// <inheritdoc/>
    public void Read(Stream report, CoverageBuilder builder)
    {
        using var reader = CoverageXml.Open(report);
        var reading = new Reading(reader, builder);
        while (reader.Step()) reading.OnNode();
    }

    private sealed class Reading(XmlReader reader, CoverageBuilder builder)
    {
        private readonly Stack<string> _groups = new();
        private string _package = "";
        private CoverageFileBuilder? _file;

        public void OnNode()
        {
            if (reader.NodeType == XmlNodeType.Element) OnElement(reader.IsEmptyElement);
            else if (reader is { NodeType: XmlNodeType.EndElement, LocalName: "group" }) _groups.TryPop(out _);
            else if (reader is { NodeType: XmlNodeType.EndElement, LocalName: "sourcefile" }) _file = null;
        }

        private void OnElement(bool isEmpty)
        {
            switch (reader.LocalName)
            {
                case "group" when !isEmpty: _groups.Push(reader.GetAttribute("name") ?? ""); break;
                case "package": _package = reader.GetAttribute("name") ?? ""; break;
                case "sourcefile": _file = FileOf(reader.GetAttribute("name")); break;
                case "line": OnLine(); break;
            }
        }

        private CoverageFileBuilder? FileOf(string? name) =>
            builder.File(_package.Length == 0 ? name : $"{_package}/{name}", _groups.TryPeek(out var group) ? group : null);

        private void OnLine()
        {
            _file?.Line(reader.Whole("nr"), reader.Whole("ci"));
            if (reader.Whole("mb") is { } missed && reader.Whole("cb") is { } taken && (missed | taken) is > 0 and < int.MaxValue) _file?.Branches(missed + taken, taken);
        }
    }
}
