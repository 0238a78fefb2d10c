using Microsoft.Extensions.Configuration;
using Steward.Kernel;

namespace Steward.Hosting;

/// <summary>Reads the settings strictly: what is not known is an error, not ignored.</summary>
public static class Settings
{
    /// <summary>What the names of variables begin with: <c>STEWARD__Storage__AccountName</c>.</summary>
    public const string VariablePrefix = "STEWARD__";

    /// <summary>The settings of a file (null: none) and the environment; throws Invalid with every problem in one message.</summary>
    /// <param name="file">A JSON file, or null.</param>
    /// <param name="place">Where the host runs: it decides what must be there.</param>
    public static StewardOptions Load(string? file, HostPlace place)
    {
        var builder = new ConfigurationBuilder();
        if (file is not null) builder.AddJsonFile(Path.GetFullPath(file), optional: false);
        return Read(Build(builder.AddEnvironmentVariables(VariablePrefix), file), place);
    }

    /// <summary>The settings that stand in a configuration; throws Invalid with every problem in one message.</summary>
    /// <param name="configuration">The configuration; its root is the root of the settings.</param>
    /// <param name="place">Where the host runs.</param>
    public static StewardOptions Read(IConfiguration configuration, HostPlace place)
    {
        var options = new StewardOptions();
        try
        {
            configuration.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException failure)
        {
            // The binder's own message names the place; why it does not fit stands in the inner one.
            throw StewardException.Invalid($"The settings cannot be read: {failure.Message} {failure.InnerException?.Message}".TrimEnd(), failure);
        }

        var problems = options.Problems(place);
        return problems.Count == 0 ? options : throw StewardException.Invalid($"The settings are wrong. {string.Join(" ", problems)}");
    }

    private static IConfigurationRoot Build(IConfigurationBuilder builder, string? file)
    {
        try
        {
            return builder.Build();
        }
        catch (FileNotFoundException failure)
        {
            throw StewardException.Invalid($"The settings cannot be read: there is no file '{Texts.Clip(file!, 200)}'.", failure);
        }
        catch (InvalidDataException failure)
        {
            throw StewardException.Invalid($"The settings cannot be read: {Texts.Clip(file!, 200)} is not JSON. {failure.GetBaseException().Message}", failure);
        }
    }
}
