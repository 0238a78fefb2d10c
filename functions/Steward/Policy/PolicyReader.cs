using Steward.Policy.Reading;
using Steward.Policy.Yaml;

namespace Steward.Policy;

/// <summary>Reads <c>steward.yaml</c> strictly, against the shapes of all registered sections.</summary>
public sealed class PolicyReader : IPolicyReader
{
    private const int MaxBytes = 256 * 1024;
    private readonly ObjectShape _shape;
    private readonly ScalarRules _scalars;

    /// <summary>Puts the shapes together; throws when sections clash or a pattern is none: a mistake in the program.</summary>
    public PolicyReader(PolicySections sections)
    {
        _shape = PolicyShape.Of(sections);
        _scalars = new ScalarRules(new ShapePatterns(_shape));
    }

    /// <inheritdoc/>
    public PolicyReading Read(string? yaml)
    {
        if (yaml is null) return new PolicyReading(Policy.Missing, []);
        var problems = new ProblemList();
        var root = ReadRoot(yaml, problems);
        return problems.IsEmpty
            ? new PolicyReading(new Policy(root, PolicyState.Valid), [])
            : new PolicyReading(Policy.Invalid, problems.ToList());
    }

    private PolicyNode ReadRoot(string yaml, ProblemList problems)
    {
        if (!TextCheck.IsReadable(yaml, MaxBytes, problems)) return PolicyNode.Absent;
        var value = YamlReader.Read(yaml.TrimStart('\uFEFF'), problems);
        if (value is null && !problems.IsEmpty) return PolicyNode.Absent;
        if (value is not null && value is not YamlScalar { Text: "", IsPlain: true }) return new ShapeReader(_scalars, problems).Read(_shape, value, "");
        problems.Add("", 1, 1, "The file is empty; it begins with 'version: 1'. steward policy init proposes one.");
        return PolicyNode.Absent;
    }
}
