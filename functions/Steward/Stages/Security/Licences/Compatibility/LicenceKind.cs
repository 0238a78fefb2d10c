namespace Steward.Stages.Security.Licences.Compatibility;

/// <summary>What kind of licence one is: how far what it asks for reaches.</summary>
public enum LicenceKind
{
    /// <summary>No conditions at all: given to the public as far as the law lets.</summary>
    PublicDomain,

    /// <summary>Keep the notice, little more.</summary>
    Permissive,

    /// <summary>The work itself stays under it; what only uses it does not.</summary>
    WeakCopyleft,

    /// <summary>What is made with it comes under it when it is handed on.</summary>
    StrongCopyleft,

    /// <summary>The same, also when others only use it over a network.</summary>
    NetworkCopyleft,
}
