using Steward.Kernel;
using Steward.Policy.Yaml;

namespace Steward.Policy.Reading;

/// <summary>Says in a few words what stands in a file instead of what is expected.</summary>
internal static class Found
{
    public static string In(YamlValue value) => value switch
    {
        YamlList => "a list",
        YamlObject => "an object",
        YamlScalar scalar => In(scalar),
        _ => "something unreadable",
    };

    private static string In(YamlScalar scalar)
    {
        if (CoreSchema.IsNull(scalar)) return "nothing";
        if (CoreSchema.Flag(scalar) is { } flag) return flag ? "true" : "false";
        var text = Texts.Clip(scalar.Text, 60);
        return CoreSchema.IsNumber(scalar) ? $"the number {text}" : $"the text '{text}'";
    }
}
