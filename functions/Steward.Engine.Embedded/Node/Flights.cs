using Steward.Engine.Embedded.Run;

namespace Steward.Engine.Embedded.Node;

/// <summary>The steps of a run that are under way: asked for, started, not yet answered.</summary>
internal sealed class Flights(Tenure tenure, Instance instance)
{
    private readonly Dictionary<int, (Step Step, IDisposable? Due)> _under = [];

    /// <summary>The run whose steps these are.</summary>
    public int Run { get; set; }

    /// <summary>A step under way, or null.</summary>
    public Step? Find(int run, int number) => run == Run && _under.TryGetValue(number, out var flight) ? flight.Step : null;

    /// <summary>Sets a step going. One that is under way already (its run was thrown away and replayed) only gets its new form.</summary>
    public void Start(Step step)
    {
        if (_under.TryGetValue(step.Number, out var flight)) _under[step.Number] = flight with { Step = step };
        else if (step.Due is { } due) WaitUntil(step, due);
        else Launch(step);
    }

    /// <summary>Lets a step wait for its next attempt, or a timer for its time.</summary>
    public void WaitUntil(Step step, DateTimeOffset due)
    {
        var message = new Message.Due(Run, step.Number);
        _under[step.Number] = (step, tenure.Agenda.Add(due, () => instance.Post(message)));
    }

    /// <summary>Makes an attempt.</summary>
    public void Launch(Step step)
    {
        _under[step.Number] = (step, null);
        if (step.Kind == StepKind.Activity) tenure.Activities.Start(new ActivityWork(instance, Run, step));
        else _ = tenure.Subs.RunAsync(instance, Run, step);
    }

    /// <summary>Forgets a step.</summary>
    public void Remove(int number)
    {
        if (_under.Remove(number, out var flight)) flight.Due?.Dispose();
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        foreach (var number in _under.Keys.ToList()) Remove(number);
    }
}
