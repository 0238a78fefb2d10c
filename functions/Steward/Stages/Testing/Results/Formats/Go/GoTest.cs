using Steward.Stages.Testing.Results.Formats.Text;

namespace Steward.Stages.Testing.Results.Formats.Go;

/// <summary>A test that is running: what it printed.</summary>
/// <param name="name">Its name.</param>
internal sealed class GoTest(string name)
{
    private KeptText? _output;

    /// <summary>True when it ended its whole process.</summary>
    public bool Panicked { get; private set; }

    /// <summary>True when its end stands behind what it printed without a line's end, where test2json did not see it before Go 1.20.</summary>
    public bool SaidPass { get; private set; }

    public string? Message => _output?.ToString();

    public void Say(string? output)
    {
        if (output is null || output.StartsWith("=== ", StringComparison.Ordinal)) return;
        Panicked |= output.StartsWith("panic: ", StringComparison.Ordinal);
        SaidPass |= output.Contains("--- PASS: ", StringComparison.Ordinal) && output.Contains($"--- PASS: {name} (", StringComparison.Ordinal);
        _output ??= new KeptText();
        _output.Add(output);
    }
}
