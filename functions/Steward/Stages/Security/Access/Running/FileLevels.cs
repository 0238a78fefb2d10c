using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;

namespace Steward.Stages.Security.Access.Running;

/// <summary>What an access file says of an actor's level in Steward itself. Pure.</summary>
public static class FileLevels
{
    private const string GitHub = "github:";

    /// <summary>True for an actor of whom access files speak.</summary>
    public static bool IsPerson(string name) => name.StartsWith(GitHub, StringComparison.OrdinalIgnoreCase);

    /// <summary>The standing of a person at a time.</summary>
    public static Standing Of(AccessModel model, string name, DateTimeOffset time)
    {
        if (Find(model, name) is not { } person) return new Standing(null, $"{AccessModel.FileName} does not know {name}.");
        var level = Desired.Of(model, person, time).FirstOrDefault(d => d.Grant.Kind == GrantKinds.Level);
        return level is null
            ? new Standing(null, $"{AccessModel.FileName} gives {name} no level in Steward at this time.")
            : new Standing(AccessLevels.Read(level.Grant.Right), level.Reason);
    }

    /// <summary>True when the file lets a person administer at a time.</summary>
    public static bool IsAdministrator(AccessModel model, string name, DateTimeOffset time) => Of(model, name, time).Level == AccessLevel.Administer;

    private static AccessPerson? Find(AccessModel model, string name)
    {
        var login = name[GitHub.Length..];
        return model.People.Values.FirstOrDefault(p => Person.Names.Equals(p.GitHub?.Login, login));
    }
}
