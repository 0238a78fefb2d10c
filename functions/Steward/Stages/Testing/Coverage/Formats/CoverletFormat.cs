using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Testing.Coverage.Reading;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Coverage.Formats;

/// <summary>
/// Coverlet's own JSON: modules, paths, classes, methods, and in those <c>Lines</c> (number to hits) and <c>Branches</c>. It is read as a whole, so it may be smaller
/// than the others.
/// </summary>
public sealed class CoverletFormat : ICoverageFormat
{
    private const int MaxBytes = 32 * 1024 * 1024;
    private const int LineDepth = 6; // { module { path { class { method { Lines {

    /// <inheritdoc/>
    public string Name => "coverlet";

    /// <inheritdoc/>
    public bool Recognises(CoverageHead head) => head.Text.StartsWith('{') && (head.Has("\"Lines\"") || head.Has("\"Branches\""));

    /// <inheritdoc/>
    public void Read(Stream report, CoverageBuilder builder)
    {
        if (report.Length > MaxBytes) throw new ReportBrokenException($"coverlet's JSON is read up to {MaxBytes} bytes; let it write Cobertura");
        var bytes = new byte[report.Length];
        report.ReadExactly(bytes);
        var reading = new Reading(builder);
        try
        {
            var text = bytes.AsSpan();
            var json = new Utf8JsonReader(text.StartsWith("\uFEFF"u8) ? text[3..] : text, new JsonReaderOptions { MaxDepth = 64 });
            while (json.Read()) reading.OnToken(ref json);
        }
        catch (JsonException broken)
        {
            throw new ReportBrokenException($"line {broken.LineNumber + 1}: it is not well-formed JSON", broken);
        }
        catch (InvalidOperationException broken)
        {
            throw new ReportBrokenException("a text in it is not UTF-8", broken);
        }
    }

    private sealed class Reading(CoverageBuilder builder)
    {
        private CoverageFileBuilder? _file;
        private bool _inLines;
        private long? _line;

        public void OnToken(ref Utf8JsonReader json)
        {
            if (json.TokenType == JsonTokenType.PropertyName) OnName(ref json);
            else if (json.TokenType == JsonTokenType.EndObject && json.CurrentDepth < LineDepth) _inLines = false;
            else if (json.TokenType == JsonTokenType.Number) OnNumber(json.TryGetInt64(out var number) ? number : null, json.CurrentDepth);
        }

        private void OnName(ref Utf8JsonReader json)
        {
            var name = Texts.Clip(json.GetString(), 2000)!;
            if (json.CurrentDepth == 2) _file = builder.File(name);
            else if (json.CurrentDepth == LineDepth - 1) _inLines = name == "Lines";
            else if (json.CurrentDepth >= LineDepth) _line = _inLines ? CoverageXml.Whole(name) : name == "Hits" ? -1 : null;
        }

        private void OnNumber(long? number, int depth)
        {
            if (_inLines && depth == LineDepth) _file?.Line(_line, number);
            else if (!_inLines && _line == -1) _file?.Branches(1, number > 0 ? 1 : 0);
        }
    }
}
