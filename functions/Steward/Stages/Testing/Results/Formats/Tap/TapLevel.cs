using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Tap;

/// <summary>A document of TAP, or a subtest in one: its plan and the points that came.</summary>
/// <param name="suite">The names of the subtests around its points.</param>
/// <param name="brace">The point that opened it with a brace, or null.</param>
internal sealed class TapLevel(string suite, TapPoint? brace)
{
    private long? _plan;
    private bool _outOfOrder;

    public string Suite => suite;

    public TapPoint? Brace => brace;

    public long Points { get; private set; }

    public bool IsUntouched => Points == 0 && _plan is null;

    /// <summary>Whether a plan stood before its points, so that a further one is another document's.</summary>
    public bool HasPlanBefore => _plan is not null && Points > 0;

    /// <summary>Whether all points that are planned came.</summary>
    public bool IsComplete => Points > 0 && _plan == Points;

    /// <summary>Whether its points are numbered.</summary>
    public bool IsNumbered { get; private set; }

    /// <summary>Whether a point of its own is a test, not a group.</summary>
    public bool HasTests { get; set; }

    /// <summary>Whether a test in it failed, in subtests too.</summary>
    public bool Failed { get; set; }

    private string Name => suite.Length == 0 ? "It" : $"Subtest '{Texts.Clip(suite, 80)}'";

    public void Plan(long number, ReportBuilder builder)
    {
        if (_plan is { } known && known != number) builder.Incomplete($"{Name} has two plans: of {known} and of {number}.");
        _plan ??= number;
    }

    public void Take(TapPoint point)
    {
        Points++;
        IsNumbered |= point.Number is not null;
        _outOfOrder |= point.Number is { } number && number != Points;
    }

    /// <summary>Compares the plan with what came. Subtests may do without one: the point that closes them speaks for them.</summary>
    public void Judge(ReportBuilder builder, bool isSubtest)
    {
        if (_plan is { } plan && plan != Points) builder.Incomplete($"{Name} plans {Texts.Count(plan, "test")} and holds {Points}.");
        else if (_plan is null && !isSubtest) builder.Incomplete($"{Name} has no plan, so nobody knows whether all its tests are there.");
        else if (_outOfOrder) builder.Note($"{Name} does not number its tests one after the other.");
    }
}
