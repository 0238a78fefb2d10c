using System.Text;
using System.Text.Json.Serialization;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Cli.Commands.Results;

/// <summary>
/// Writes <c>{"cases":[...],"file":{...}}</c> test by test, while the report is read: whatever its size, nothing is kept. What is written is one
/// whole document also when reading breaks off.
/// </summary>
internal sealed class CasesJson : IDisposable
{
    private const int Enough = 32 * 1024;
    private readonly StringBuilder _pending = new("{\n  \"cases\": [");
    private readonly TextWriter _writer;
    private string _before = "\n    ";
    private string _after = "\n}";

    public CasesJson(TextWriter writer) => _writer = writer;

    /// <summary>Writes one test.</summary>
    /// <param name="test">The test.</param>
    /// <param name="file">The file of an archive that it stands in; null where there is one file only.</param>
    public void Add(TestCaseResult test, string? file)
    {
        _pending.Append(_before).Append(Json.Write(Shown.Of(test) with { File = file }));
        _before = ",\n    ";
        if (_pending.Length > Enough) Flush();
    }

    /// <summary>Writes what there is to say of the file behind its tests.</summary>
    public void End(ReadReport file) => _after = $",\n  \"file\": {Json.Write(file)}\n}}";

    public void Dispose()
    {
        _pending.Append(_before.Length == 5 ? "]" : "\n  ]").Append(_after).Append('\n');
        Flush();
    }

    private void Flush()
    {
        foreach (var chunk in _pending.GetChunks()) _writer.Write(chunk.Span);
        _pending.Clear();
        _writer.Flush();
    }

    private sealed record Shown(string Suite, string Name, string Outcome, double DurationSeconds)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string? Message { get; init; }

        public string? ClassName { get; init; }

        public bool Flaky { get; init; }

        public int Retries { get; init; }

        public string? File { get; init; }

        public static Shown Of(TestCaseResult test) =>
            new(test.Suite, test.Name, test.Outcome.ToString().ToLowerInvariant(), test.DurationSeconds)
            {
                Message = test.Message, ClassName = test.ClassName, Flaky = test.Flaky, Retries = test.Retries,
            };
    }
}
