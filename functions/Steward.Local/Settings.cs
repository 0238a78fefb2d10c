using Steward.Kernel;

namespace Steward.Local;

/// <summary>Reads the settings strictly: what is not known is an error, not ignored.</summary>
internal static class Settings
{
    private const string VariablePrefix = "STEWARD__";

    /// <summary>The settings of a file (null: none) and the environment; throws Invalid with every problem in one message.</summary>
    public static StewardOptions Load(string? file)
    {
        var builder = new ConfigurationBuilder();
        if (file is not null) builder.AddJsonFile(Path.GetFullPath(file), optional: false);
        var configuration = builder.AddEnvironmentVariables(VariablePrefix).Build();
        var options = new StewardOptions();
        try
        {
            configuration.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException failure)
        {
            throw StewardException.Invalid($"The settings cannot be read: {failure.InnerException?.Message ?? failure.Message}", failure);
        }

        var problems = options.Problems();
        return problems.Count == 0 ? options : throw StewardException.Invalid($"The settings are wrong. {string.Join(" ", problems)}");
    }
}
