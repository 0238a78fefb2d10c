using System.Buffers.Text;
using System.Text;
using Steward.Kernel;
using Steward.Stages.Testing.Coverage.Reading;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Coverage.Formats;

/// <summary>
/// LCOV's trace files (<c>geninfo(1)</c>, section FILES), as lcov, node, c8, istanbul, coverage.py, coverlet and cargo-llvm-cov write them: one record for
/// each source file and test, from <c>SF</c> to <c>end_of_record</c>.
/// </summary>
public sealed class LcovFormat : ICoverageFormat
{
    /// <inheritdoc/>
    public string Name => "LCOV";

    /// <inheritdoc/>
    public bool Recognises(CoverageHead head) =>
        head.Text.Split('\n', 20).Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0 && l[0] != '#') is { } first
        && (first.StartsWith("TN:", StringComparison.Ordinal) || first.StartsWith("SF:", StringComparison.Ordinal));

    /// <inheritdoc/>
    public void Read(Stream report, CoverageBuilder builder)
    {
        var (lines, reading) = (new Utf8Lines(report), new Reading(builder));
        while (lines.TryRead(out var line)) reading.OnLine(line, lines.Number);
        reading.End();
    }

    private sealed class Reading(CoverageBuilder builder)
    {
        private CoverageFileBuilder? _file;
        private string? _open;
        private int _begin;
        private long _listed;
        private long? _declared;

        public void OnLine(ReadOnlySpan<byte> line, int number)
        {
            if (line.StartsWith("DA:"u8)) OnData(line[3..]);
            else if (line.StartsWith("BRDA:"u8)) OnBranch(line[5..]);
            else if (line.StartsWith("SF:"u8)) OnFile(Encoding.UTF8.GetString(line[3..]), number);
            else if (line.StartsWith("LF:"u8)) _declared = Number(line[3..]);
            else if (line.StartsWith("end_of_record"u8)) OnEnd();
            else if (!IsKnown(line)) builder.Note($"Line {number} is none that LCOV knows; such lines are left out.");
        }

        public void End()
        {
            if (_open is not null) throw new ReportBrokenException($"the record that begins in line {_begin} has no end_of_record");
        }

        // Function data, test names, versions and checksums say nothing about lines. Whatever is short and in capitals comes from a newer LCOV.
        private static bool IsKnown(ReadOnlySpan<byte> line)
        {
            line = line.Trim((byte)' ');
            if (line.IsEmpty || line[0] == '#') return true;
            var colon = line.IndexOf((byte)':');
            return colon is > 0 and <= 8 && line[..colon].IndexOfAnyExceptInRange((byte)'A', (byte)'Z') < 0;
        }

        private void OnFile(string path, int number)
        {
            if (_open is not null) builder.Incomplete($"The record that begins in line {_begin} has no end_of_record before line {number}: lines of it can be missing.");
            _listed = 0;
            (_open, _begin, _file, _declared) = (Texts.Clip(path, 200), number, builder.File(path), null);
        }

        private void OnEnd()
        {
            if (_declared is { } declared && declared != _listed)
                builder.Note($"{_open} declares {declared} lines (LF) and lists {_listed}.");
            (_open, _file) = (null, null);
        }

        // DA:line,hits[,checksum]; hits can be negative (a known fault of gcov's counters) or "=====" (never).
        private void OnData(ReadOnlySpan<byte> data)
        {
            var comma = data.IndexOf((byte)',');
            var hits = comma < 0 ? [] : data[(comma + 1)..];
            var end = hits.IndexOf((byte)',');
            var line = Number(comma < 0 ? data : data[..comma]);
            _listed++;
            if (_open is null) builder.Note("It has lines (DA) outside of a record; they are left out.");
            else _file?.Line(line, Number(end < 0 ? hits : hits[..end]));
        }

        // BRDA:line,block,branch,taken; "-" when the block was never reached.
        private void OnBranch(ReadOnlySpan<byte> data) =>
            _file?.Branches(1, Number(data[(data.LastIndexOf((byte)',') + 1)..]) > 0 ? 1 : 0);

        private static long? Number(ReadOnlySpan<byte> text)
        {
            text = text.Trim((byte)' ');
            if (Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length) return number;
            return text.Length <= 40 ? CoverageXml.Whole(Encoding.ASCII.GetString(text)) : null;
        }
    }
}
