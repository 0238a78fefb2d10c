using Steward.Access;
using Steward.Access.Bearers;
using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;

namespace Steward.Stages.Security.Access.Running;

/// <summary>What an access file says of an actor's level in Steward itself. Pure.</summary>
public static class FileLevels
{
    private const string GitHub = "github:";

    /// <summary>True for an actor of whom access files speak: somebody with an account on GitHub or in Entra ID.</summary>
    public static bool IsPerson(string name) => IsOf(name, GitHub) || IsOf(name, EntraIssuer.Prefix);

    /// <summary>True when an actor is a person of the file, by whatever door.</summary>
    public static bool Is(AccessPerson person, string name) =>
        (IsOf(name, GitHub) && Person.Names.Equals(person.GitHub?.Login, Person.NameOf(name)))
        || (IsOf(name, EntraIssuer.Prefix) && Person.Names.Equals(person.Azure, Person.NameOf(name)));

    /// <summary>The standing of a person at a time.</summary>
    public static Standing Of(AccessModel model, string name, DateTimeOffset time)
    {
        if (model.People.Values.FirstOrDefault(p => Is(p, name)) is not { } person) return new Standing(null, $"{AccessModel.FileName} does not know {name}.");
        var level = Desired.Of(model, person, time).FirstOrDefault(d => d.Grant.Kind == GrantKinds.Level);
        return level is null
            ? new Standing(null, $"{AccessModel.FileName} gives {name} no level in Steward at this time.")
            : new Standing(AccessLevels.Read(level.Grant.Right), level.Reason);
    }

    /// <summary>True when the file lets a person administer at a time.</summary>
    public static bool IsAdministrator(AccessModel model, string name, DateTimeOffset time) => Of(model, name, time).Level == AccessLevel.Administer;

    private static bool IsOf(string name, string prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
