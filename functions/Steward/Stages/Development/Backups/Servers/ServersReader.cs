using Steward.Access;
using Steward.Kernel;
using Steward.Policy;
using Steward.Policy.Reading;
using Steward.Policy.Yaml;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Servers;

/// <summary>What reading a file of servers gave.</summary>
/// <param name="Model">What stands in it; null when there are problems.</param>
/// <param name="Problems">All problems, by line.</param>
public sealed record ServersReading(ServersModel? Model, IReadOnlyList<PolicyProblem> Problems);

/// <summary>Reads <c>steward-backups.yaml</c> strictly: its shape, and that what it names is there.</summary>
public static class ServersReader
{
    /// <summary>The most bytes of a file.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly StrictFile File = new(ServersShape.File, MaxBytes);

    /// <summary>Reads the text of a file. Never throws on bad input.</summary>
    public static ServersReading Read(string yaml)
    {
        var reading = File.Read(yaml);
        if (reading.Yaml is not { } places || !reading.Problems.IsEmpty) return new ServersReading(null, reading.Problems.ToList());
        var model = Bind(reading.Value, reading.Problems, places);
        foreach (var plan in model.Plans) Check(plan, model, places, reading.Problems);
        return reading.Problems.IsEmpty ? new ServersReading(model, []) : new ServersReading(null, reading.Problems.ToList());
    }

    private static ServersModel Bind(PolicyNode file, ProblemList problems, YamlValue places) => new(
        file.TextOrNull("ledger") is { } ledger ? ProductId.Parse(ledger) : null,
        file["agents"].Entries.ToDictionary(e => e.Key, e => (IReadOnlyList<ProductPattern>)[.. e.Value.TextList("products").Select((p, i) => Pattern(p, problems, places, e.Key, i)).OfType<ProductPattern>()], StringComparer.Ordinal),
        PlanBinding.Plans(file["plans"]));

    private static ProductPattern? Pattern(string text, ProblemList problems, YamlValue places, string agent, int index)
    {
        try
        {
            return ProductPattern.Parse(text);
        }
        catch (StewardException failure)
        {
            Add(problems, places, failure.Message, "agents", agent, "products", YamlPlaces.Item(index));
            return null;
        }
    }

    private static void Check(BackupPlan plan, ServersModel model, YamlValue places, ProblemList problems)
    {
        if (plan.Runner != BackupPlan.Cloud && !model.Agents.ContainsKey(plan.Runner))
            Add(problems, places, $"There is no agent '{Texts.Clip(plan.Runner, 60)}' below 'agents'.{NearestWord.Hint(plan.Runner, [.. model.Agents.Keys])}", "plans", plan.Name, "by");
        foreach (var (key, problem) in PlanRules.Of(plan)) Add(problems, places, problem, ["plans", plan.Name, .. key.Split('.')]);
    }

    private static void Add(ProblemList problems, YamlValue places, string message, params ReadOnlySpan<string> keys) =>
        problems.Add(YamlPlaces.PathOf(keys), YamlPlaces.At(places, keys), message);
}
