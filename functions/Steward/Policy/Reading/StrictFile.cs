using Steward.Policy.Yaml;

namespace Steward.Policy.Reading;

/// <summary>What reading a file against a shape gave.</summary>
/// <param name="Value">The value; what did not fit is absent in it.</param>
/// <param name="Yaml">The same with its places; null when there is none.</param>
/// <param name="Problems">What did not fit; who checks more adds to it.</param>
internal sealed record StrictReading(PolicyNode Value, YamlValue? Yaml, ProblemList Problems);

/// <summary>Reads other files than the policy as strictly as that: the same YAML, the same shapes, the same sentences.</summary>
/// <param name="shape">What may stand in the file.</param>
/// <param name="maxBytes">The most bytes of it.</param>
internal sealed class StrictFile(ObjectShape shape, int maxBytes)
{
    private readonly ScalarRules _scalars = new(new ShapePatterns(shape));

    public StrictReading Read(string text)
    {
        var problems = new ProblemList();
        if (!TextCheck.IsReadable(text, maxBytes, problems)) return new StrictReading(PolicyNode.Absent, null, problems);
        var value = YamlReader.Read(text.TrimStart('\uFEFF'), problems);
        if (value is YamlScalar { Text: "", IsPlain: true }) value = null;
        if (value is null && problems.IsEmpty) problems.Add("", 1, 1, "The file is empty; it begins with 'version: 1'.");
        return new StrictReading(value is null ? PolicyNode.Absent : new ShapeReader(_scalars, problems).Read(shape, value, ""), value, problems);
    }
}
