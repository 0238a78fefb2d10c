using System.Diagnostics;
using System.Globalization;
using System.Text;
using Steward.Stages.Testing.Coverage.Reading;

namespace Steward.Bench;

/// <summary>How fast reports of coverage are read: LCOV and Cobertura of many files, on one core.</summary>
internal sealed class CoverageBenchmark : IBenchmark
{
    private const int Files = 2_000;
    private const int LinesOfFile = 500;
    private const int Rounds = 5;

    public string Name => "coverage";

    public Task<IReadOnlyList<Measurement>> RunAsync(string storage) => Task.FromResult<IReadOnlyList<Measurement>>(
    [
        new Measurement("coverage: read LCOV", Speed(Lcov()), "MB/s", true),
        new Measurement("coverage: read Cobertura", Speed(Cobertura()), "MB/s", true),
    ]);

    private static double Speed(byte[] report)
    {
        var speeds = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            var read = CoverageReader.Read(new MemoryStream(report));
            if (read.Problem is not null || read.Counts.Lines != Files * LinesOfFile) throw new InvalidOperationException($"misread: {read.Problem}");
            if (round > 0) speeds.Add(report.Length / 1e6 / watch.Elapsed.TotalSeconds);
        }

        return speeds.Order().ElementAt(Rounds / 2);
    }

    private static byte[] Lcov() => Build("", i => $"TN:\nSF:src/folder/File{i}.cs\n", (line, hits) => $"DA:{line},{hits}\n", "end_of_record\n", "");

    private static byte[] Cobertura() => Build(
        "<coverage line-rate=\"0.5\"><packages><package><classes>\n", i => $"<class name=\"A.File{i}\" filename=\"src/folder/File{i}.cs\"><methods/><lines>\n",
        (line, hits) => $"<line number=\"{line}\" hits=\"{hits}\" branch=\"False\" />\n", "</lines></class>\n", "</classes></package></packages></coverage>");

    private static byte[] Build(string begin, Func<int, FormattableString> file, Func<int, int, FormattableString> lineOf, string endOfFile, string end)
    {
        var text = new StringBuilder(begin);
        for (var i = 0; i < Files; i++)
        {
            text.Append(file(i).ToString(CultureInfo.InvariantCulture));
            for (var line = 1; line <= LinesOfFile; line++) text.Append(lineOf(line, line % 3).ToString(CultureInfo.InvariantCulture));
            text.Append(endOfFile);
        }

        return Encoding.UTF8.GetBytes(text.Append(end).ToString());
    }
}
