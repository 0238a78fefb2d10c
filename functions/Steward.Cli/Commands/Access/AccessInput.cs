using System.Text.Json;
using Azure.Identity;
using Spectre.Console;
using Steward.Azure.Grants;
using Steward.Azure.Grants.Arm;
using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Running;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Cli.Commands.Access;

/// <summary>Reads access files, states and systems for commands without a server.</summary>
internal static class AccessInput
{
    private const int MaxState = 64 * 1024 * 1024;

    /// <summary>The model of a file. Invalid with every problem.</summary>
    public static async Task<AccessModel> ReadAsync(CliServices services, string file, CancellationToken cancellation)
    {
        var reading = AccessReader.Read(await TextAsync(services, file, AccessReader.MaxBytes, cancellation));
        foreach (var problem in reading.Problems) services.Notes.MarkupLineInterpolated($"{file}:{problem.Line}:{problem.Column}: {problem.Path}: {problem.Message}");
        return reading.Model ?? throw StewardException.Invalid($"{file} has {Texts.Count(reading.Problems.Count, "problem")}.");
    }

    /// <summary>The text of a file.</summary>
    public static async Task<string> TextAsync(CliServices services, string file, long max, CancellationToken cancellation)
    {
        var info = new FileInfo(services.PathOf(file));
        if (!info.Exists) throw StewardException.NotFound($"There is no file {file}.");
        return info.Length <= max ? await File.ReadAllTextAsync(info.FullName, cancellation) : throw StewardException.Invalid($"{file} is larger than {max / 1024} KB.");
    }

    /// <summary>States as they were printed.</summary>
    public static async Task<IReadOnlyList<SystemState>> StatesAsync(CliServices services, string file, CancellationToken cancellation)
    {
        try
        {
            var read = Json.Read<StateDocument?>(await TextAsync(services, file, MaxState, cancellation));
            return IsWhole(read) ? read!.Systems : throw StewardException.Invalid($"{file} is no state as 'steward access state' prints it: it lacks systems, or one of them its name, grants or accounts.");
        }
        catch (JsonException failure)
        {
            throw StewardException.Invalid($"{file} is no state as 'steward access state' prints it: {failure.Message}", failure);
        }
    }

    // The file is a person's by now: what was taken out of it would be null where nothing expects that, and a plan of half a state would be a lie.
    private static bool IsWhole(StateDocument? read) =>
        read?.Systems is { } systems && systems.All(s => s is { System: not null, Grants: not null, Accounts: not null, GrantingRoles: not null, Unread: not null }
            && s.Grants.All(g => g is { Kind: not null, Target: not null, Account: not null, Right: not null }) && s.Accounts.All(a => a is { Asked: not null })
            && s.GrantingRoles.All(r => r is not null) && s.Unread.All(u => u is { Kind: not null, Target: not null, Reason: not null }));

    /// <summary>The systems with this environment's credentials; one without credentials is left out, and then unknown.</summary>
    public static AccessPlans Systems(CliServices services, AccessModel model)
    {
        var systems = new List<IGrantSystem>();
        if (model.Systems.GitHub is not null && services.Environment("GITHUB_TOKEN") is { Length: > 0 } token)
            systems.Add(GrantServices.CreateGitHub(AddressOf(services, "GITHUB_API_URL", "https://api.github.com/"), token, services.Time));
        if (model.Systems.Azure is not null)
            systems.Add(GrantServices.CreateArm(new ArmOptions(new DefaultAzureCredential()) { Address = AddressOf(services, "AZURE_MANAGEMENT_URL", "https://management.azure.com/") }, services.Time));
        return new AccessPlans(systems, services.Time);
    }

    private static Uri AddressOf(CliServices services, string variable, string fallback)
    {
        var text = services.Environment(variable) is { Length: > 0 } set ? set : fallback;
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) ? address : throw StewardException.Invalid($"{variable} is no address.");
    }
}

/// <summary>What <c>steward access state</c> prints.</summary>
/// <param name="Systems">The systems.</param>
internal sealed record StateDocument(IReadOnlyList<SystemState> Systems);
