using Steward.Stages.Testing.Results.Formats.Text;

namespace Steward.Stages.Testing.Results.Formats.Go;

/// <summary>A test that is running: what it printed.</summary>
internal sealed class GoTest
{
    private KeptText? _output;

    /// <summary>True when it ended its whole process.</summary>
    public bool Panicked { get; private set; }

    public string? Message => _output?.ToString();

    public void Say(string? output)
    {
        if (output is null || output.StartsWith("=== ", StringComparison.Ordinal)) return;
        Panicked |= output.StartsWith("panic: ", StringComparison.Ordinal);
        _output ??= new KeptText();
        _output.Add(output);
    }
}
