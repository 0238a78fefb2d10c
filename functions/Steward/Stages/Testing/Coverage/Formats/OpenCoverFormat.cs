using System.Xml;
using Steward.Stages.Testing.Coverage.Reading;

namespace Steward.Stages.Testing.Coverage.Formats;

/// <summary>
/// OpenCover's XML, which coverlet and AltCover write too: modules with numbered files, and sequence points that name the file, the lines and the visits. The
/// numbers are taken for the module's own.
/// </summary>
public sealed class OpenCoverFormat : ICoverageFormat
{
    /// <inheritdoc/>
    public string Name => "OpenCover";

    /// <inheritdoc/>
    public bool Recognises(CoverageHead head) => head.XmlRoot == "CoverageSession";

    /// <inheritdoc/>
    public void Read(Stream report, CoverageBuilder builder)
    {
        using var reader = CoverageXml.Open(report);
        var reading = new Reading(reader, builder);
        while (reader.Step()) reading.OnNode();
    }

    private sealed class Reading(XmlReader reader, CoverageBuilder builder)
    {
        private readonly Dictionary<string, CoverageFileBuilder?> _files = new(StringComparer.Ordinal);
        private string? _fileOfMethod;

        public void OnNode()
        {
            if (reader.NodeType != XmlNodeType.Element) return;
            switch (reader.LocalName)
            {
                case "Module": _files.Clear(); break;
                case "File": _files[reader.GetAttribute("uid") ?? ""] = builder.File(reader.GetAttribute("fullPath")); break;
                case "Method": _fileOfMethod = null; break;
                case "FileRef": _fileOfMethod = reader.GetAttribute("uid"); break;
                case "SequencePoint": OnPoint(); break;
                case "BranchPoint": FileOfPoint()?.Branches(1, reader.Whole("vc") > 0 ? 1 : 0); break;
            }
        }

        private void OnPoint()
        {
            const int Hidden = 0xFEEFEE; // the compiler's own code: no line of the source
            if (reader.Whole("sl") is not { } first || first == Hidden) return;
            FileOfPoint()?.Span(first, reader.Whole("el"), reader.Whole("vc"));
        }

        private CoverageFileBuilder? FileOfPoint()
        {
            var id = reader.GetAttribute("fileid") ?? _fileOfMethod;
            if (id is not null && _files.TryGetValue(id, out var file)) return file;
            builder.Note("It has sequence or branch points of a file that its module does not name; they are left out.");
            return null;
        }
    }
}
